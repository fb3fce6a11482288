import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { deriveCandidates, type EligibleModel } from "@/lib/optimization/core/derive-candidates";
import { DEFAULT_MARGINS } from "@/lib/optimization/core/goals";
import { searchConfiguration, type SearchResult } from "@/lib/optimization/core/search";
import { splitTests } from "@/lib/optimization/core/split-tests";
import { BASELINE, createTrialBook, type Candidate, type Trial } from "@/lib/optimization/core/trial";
import type { Margins } from "@/lib/optimization/optimization-schemas";
import type { OptimizationType } from "@/lib/optimization/words";
import { percentiles } from "@/lib/platform/stats";
import { createEmbedder, trainClassifiers, type Classifier, type LabelledText } from "@/lib/providers";
import { Configuration } from "@/lib/registry/schemas";
import { readLabelledFile } from "./support/labelled-file";
import { optimizeReplay } from "./support/optimize-replay";
import { optimizeRetrieval } from "./support/optimize-retrieval";
import { splitRows } from "./support/split-rows";

/**
 * What an optimization finds with trained classifiers of this machine: `--train A.csv [--test B.csv] [--seed n] [--runs 40]
 * [--limit n] [--margin points]`. Computing times are measured for every text, embeddings included. One JSON line a
 * scenario: before, after, interval and verdict on the tests that the search did not see. With `--retrieval` a search task is
 * optimized instead, on the labelled questions of this product. With `--replay A.jsonl.gz [--test B.jsonl.gz] [--seed n]` recorded
 * answers stand for the models: cost reduction from the best single model, told on the rows that the search did not see, or on B.
 */
const { values } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "40" },
    limit: { type: "string", default: "3000" },
    margin: { type: "string", default: "1" },
    cache: { type: "string", default: path.join(tmpdir(), "ai-gym-bench-embeddings") },
    retrieval: { type: "boolean", default: false },
    replay: { type: "string" },
  },
});
if (values.retrieval) {
  await optimizeRetrieval(Number(values.seed));
  process.exit(0);
}
if (values.replay) {
  await optimizeReplay({ file: values.replay, test: values.test ?? null, seed: Number(values.seed) });
  process.exit(0);
}
if (!values.train)
  throw new Error("Give the labelled file (--train A.csv), recorded answers (--replay A.jsonl.gz), or --retrieval");
const seed = Number(values.seed);
const CPU_HOUR_USD = 0.05;
const KINDS = ["nb", "tfidf", "council"] as const;

type Kind = (typeof KINDS)[number];
type Test = LabelledText & { id: string; embedding: Float32Array; embeddingMs: number };

const all = readLabelledFile(values.train);
const { train, heldOut } = values.test
  ? { train: all, heldOut: readLabelledFile(values.test) }
  : splitRows(all, 0.3, seed);

const embedder = createEmbedder({ cacheFolder: values.cache });
const embeddings = await embedder.embed(train.map(({ text }) => text));
const trained = trainClassifiers([...KINDS], train, { seed, embeddings });
const classifiers = new Map<Kind, Classifier>(KINDS.map((kind, index) => [kind, trained[index]!]));
const tests: Test[] = [];
for (const [index, row] of heldOut.slice(0, Number(values.limit)).entries()) {
  const [embedded] = await embedder.embedMeasured([row.text], undefined, true);
  tests.push({ ...row, id: String(index), embedding: embedded!.vector, embeddingMs: embedded!.cpuMs });
}
await embedder.dispose();

const margin = Number(values.margin);
for (const [type, from, points] of [
  ["cost_reduction", "council", margin],
  ["quality_improvement", "nb", 0],
  ["performance", "council", 2],
] as const) {
  report(type, from, await optimize(type, from, seed, points));
}

let found = 0;
const runs = Number(values.runs);
for (let run = 1; run <= runs; run++) {
  const { result } = await optimize("quality_improvement", "council", run, 0);
  if (result.winner) found++;
}
console.log(
  JSON.stringify({
    bench: "optimization",
    scenario: "already optimal: quality_improvement from council",
    runs,
    noImprovementShare: 1 - found / runs,
  }),
);

type Optimized = { result: SearchResult; before: Trial[]; after: Trial[]; seconds: number };

async function optimize(type: OptimizationType, from: Kind, searchSeed: number, points: number): Promise<Optimized> {
  const startedMs = performance.now();
  const margins: Margins = { ...DEFAULT_MARGINS[type], qualityPoints: points };
  const divided = splitTests(tests, searchSeed);
  const book = createTrialBook();
  const space = deriveCandidates(
    {
      kind: "classification",
      configuration: Configuration.parse({ model: `local/${from}` }),
      models: KINDS.map(modelOf),
      current: `local/${from}`,
      promptVersions: [],
      examples: [],
    },
    type,
  );
  const result = await searchConfiguration<Test>(
    { type, margins, seed: searchSeed, space, tests: divided, book, budgetUsd: 1_000 },
    {
      ask: async (candidate, test) => answer(candidate, from, test),
      spentUsd: () => 0,
      isLate: () => false,
      concurrency: 1,
      onProgress: () => undefined,
    },
  );
  const ids = divided.verify.map(({ id }) => id);
  const shown = result.winner ?? result.finalists[0];
  return {
    result,
    before: book.of(BASELINE, ids),
    after: shown ? book.of(shown.candidate.id, ids) : [],
    seconds: (performance.now() - startedMs) / 1_000,
  };
}

/** What the router would know of it: the order of costs. */
function modelOf(kind: Kind): EligibleModel {
  const order = KINDS.indexOf(kind) + 1;
  return {
    slug: `local/${kind}`,
    isClassifier: true,
    isReasoning: false,
    quality: null,
    costUsd: order * 1e-9,
    latencyMsP50: order,
  };
}

function answer({ changes }: Candidate, from: Kind, test: Test): Trial {
  const steps = changes.cascade ?? [{ model: changes.model ?? `local/${from}`, minConfidence: 0 }];
  let cpuMs = 0;
  let label = "";
  let confidence = 0;
  for (const { model, minConfidence } of steps) {
    const classifier = classifiers.get(model.slice("local/".length) as Kind)!;
    const startedMs = performance.now();
    const predicted = classifier.predict({
      text: test.text,
      ...(classifier.needsEmbedding && { embedding: test.embedding }),
    });
    cpuMs += performance.now() - startedMs + (classifier.needsEmbedding ? test.embeddingMs : 0);
    ({ label, confidence } = predicted);
    if (confidence >= minConfidence) break;
  }
  return {
    testId: test.id,
    quality: label === test.label ? 100 : 0,
    costUsd: (cpuMs / 3_600_000) * CPU_HOUR_USD,
    latencyMs: cpuMs,
    cpuMs,
    memoryMb: null,
    confidence,
    error: null,
    executionId: null,
  };
}

function report(scenario: OptimizationType, from: Kind, { result, before, after, seconds }: Optimized): void {
  const shown = result.winner ?? result.finalists[0];
  const { quality, cost, latencyP95 } = shown?.judgement.comparison ?? {};
  console.log(
    JSON.stringify({
      bench: "optimization",
      scenario: `${scenario} from ${from}`,
      verdict: result.winner ? "improved" : "no improvement found",
      found: shown?.candidate.label ?? null,
      reason: shown?.judgement.reason ?? null,
      before: figures(before),
      after: figures(after),
      qualityPoints: quality ?? null,
      cost: cost ?? null,
      latencyP95: latencyP95 ?? null,
      searchedOn: tests.length - before.length,
      verifiedOn: before.length,
      seconds,
    }),
  );
}

function figures(trials: readonly Trial[]) {
  const mean = (read: (trial: Trial) => number) =>
    trials.reduce((sum, trial) => sum + read(trial), 0) / Math.max(1, trials.length);
  const [p50, p95] = percentiles(
    trials.map(({ latencyMs }) => latencyMs),
    [50, 95],
  );
  return { quality: mean(({ quality }) => quality), cpuMs: mean(({ cpuMs }) => cpuMs ?? 0), p50, p95 };
}
