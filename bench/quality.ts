import { createCodeSandbox } from "@/lib/quality/code/code-sandbox";
import { readLabelled, type LabelledTriple } from "@/lib/quality/labelled/read-labelled";
import { score } from "@/lib/quality/score";
import { inspectCode } from "@/lib/quality/score-output";
import type { ScorerName } from "@/lib/quality/schemas";
import { splitWords } from "@/lib/quality/text/split-text";
import { printTable, quantile } from "./support/print-table";

/**
 * How often each scorer ranks answers as people do, on the labelled set, beside two baselines: the longer answer wins,
 * and the one with more of the question's words. Good answers are mostly longer than bad ones, as in life, so another
 * column compares each with the good answer to another question. Good > bad is the share of right pairs; a tie is wrong. Times are those
 * of the scorer itself, of the processor and without the sandbox's run, after a pass that warms it up.
 */
const LEVELS = ["good", "mediocre", "bad"] as const;
type Level = (typeof LEVELS)[number];
type Scores = Record<Level, number>;
type Judge = (triple: LabelledTriple, output: string) => Promise<number>;

const sandbox = createCodeSandbox();

const byLength: Judge = (_, output) => Promise.resolve(output.length);
const byKeywords: Judge = ({ input = "" }, output) => {
  const asked = new Set(splitWords(input.toLowerCase()));
  return Promise.resolve(splitWords(output.toLowerCase()).filter((word) => asked.has(word)).length);
};

function byScorer(scorer: ScorerName, timesMs: number[]): Judge {
  return async (triple, output) => {
    const judged = { ...triple, output };
    const findings = scorer === "code_generation" ? await inspectCode(sandbox, judged) : null;
    const before = process.cpuUsage();
    const result = score(scorer, judged, findings);
    const { user, system } = process.cpuUsage(before);
    timesMs.push((user + system) / 1_000);
    return result.score;
  };
}

async function scoresOf(triples: readonly LabelledTriple[], judge: Judge): Promise<Scores[]> {
  const all: Scores[] = [];
  for (const triple of triples) {
    const scores: Scores = { good: 0, mediocre: 0, bad: 0 };
    for (const level of LEVELS) scores[level] = await judge(triple, triple[level]);
    all.push(scores);
  }
  return all;
}

/** How often an answer beats the good answer to the next question, which is as long and as well written. */
async function rightSwaps(triples: readonly LabelledTriple[], judge: Judge): Promise<number> {
  let count = 0;
  for (const [at, triple] of triples.entries()) {
    const other = triples[(at + 1) % triples.length]!;
    if ((await judge(triple, triple.good)) > (await judge(triple, other.good))) count++;
  }
  return count;
}

const right = (scores: readonly Scores[], better: Level, worse: Level): number =>
  scores.filter((one) => one[better] > one[worse]).length;

const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(0)} %`;

const pairs: Record<string, { right: number; of: number }> = {};
const rows: Record<string, string | number>[] = [];
for (const part of ["tuned", "held-out"] as const) {
  for (const { scorer, triples } of readLabelled()) {
    const own = triples.filter((triple) => triple.part === part);
    await scoresOf(own, byScorer(scorer, []));
    const timesMs: number[] = [];
    const scores = await scoresOf(own, byScorer(scorer, timesMs));
    const count = right(scores, "good", "bad");
    const sum = (pairs[part] ??= { right: 0, of: 0 });
    sum.right += count;
    sum.of += own.length;
    rows.push({
      part,
      scorer,
      triples: own.length,
      "good > bad": share(count, own.length),
      "good > mediocre": share(right(scores, "good", "mediocre"), own.length),
      "mediocre > bad": share(right(scores, "mediocre", "bad"), own.length),
      "by length": share(right(await scoresOf(own, byLength), "good", "bad"), own.length),
      "by keywords": share(right(await scoresOf(own, byKeywords), "good", "bad"), own.length),
      "good > another's good": share(await rightSwaps(own, byScorer(scorer, [])), own.length),
      "another's by length": share(await rightSwaps(own, byLength), own.length),
      p95CpuMs: quantile(timesMs, 0.95),
    });
  }
}
await sandbox.dispose();
printTable("Right pairs on the labelled set; by length and by keywords: the baselines on good > bad", rows);
for (const [part, { right: count, of }] of Object.entries(pairs)) {
  console.log(`${part}: ${share(count, of)} of ${of} pairs good > bad`);
}
