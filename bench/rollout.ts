import { parseArgs } from "node:util";
import { decide } from "@/lib/deployments/policy";
import { judgeGates, type Seen } from "@/lib/deployments/judge-gates";
import { judgeRequests } from "@/lib/deployments/judge-requests";
import type { JudgedRequest } from "@/lib/deployments/measure-store";
import { planOf } from "@/lib/deployments/plan-of";
import { DeployInput, type DeploymentState } from "@/lib/deployments/schemas";
import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import { trainClassifier, type Classifier, type LabelledText } from "@/lib/providers";
import { auditSources } from "@/lib/training/audit-sources";
import { judgeAgainstParent, type ComparedExample } from "@/lib/training/compare-answers";
import { readLabelledFile } from "./support/labelled-file";
import { splitRows } from "./support/split-rows";

/**
 * What becomes of retrained versions, with real classifiers and the product's own decisions:
 * `--data A.csv [--classifier nb|tfidf] [--runs 20] [--equal-runs 100]`.
 * - poisoned: a fifth of all labels is wrong, all from one new source: at random, always the same way, and written in a
 *   manner of its own, so that a model can tell them apart and looks better offline. Has to be held back, kept, or rolled
 *   back in its canary.
 * - honest: the same batch and manner with right labels. Must not be held back.
 * - equal: other examples of the same number and kind. Must not be called better.
 * - curve: from ten examples a label to all of them, each version against the one before.
 */
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    classifier: { type: "string", default: "nb" },
    runs: { type: "string", default: "20" },
    "equal-runs": { type: "string", default: "100" },
  },
});
if (!values.data) throw new Error("Give the labelled file: --data A.csv");
const kind = values.classifier === "tfidf" ? "tfidf" : "nb";
const ALL = readLabelledFile(values.data);
const LABELS = [...new Set(ALL.map(({ label }) => label))];
const PARENT = { id: "parent", version: "1.0.0" };
const HELD_OUT = 0.2;
const MINUTE_MS = 60_000;

type Fate = "held back" | "rejected" | "rolled back" | "promoted" | "undecided";

report("poisoned, random wrong labels", await repeat(Number(values.runs), (seed) => poisoned(seed, randomWrong)));
report("poisoned, always the same wrong label", await repeat(Number(values.runs), (seed) => poisoned(seed, sameWrong)));
report(
  "poisoned, told apart by its manner",
  await repeat(Number(values.runs), (seed) => poisoned(seed, sameWrong, styled)),
);
report(
  "poisoned, told apart by its manner, without the audit of sources",
  await repeat(Number(values.runs), (seed) => poisoned(seed, sameWrong, styled, { isAudited: false })),
);
const honest = await repeat(Number(values.runs), (seed) => poisoned(seed, ({ label }) => label, styled));
console.log(
  `honest, in a manner of its own: held back in ${honest.filter((fate) => fate === "held back").length} of ${honest.length} runs`,
);
const equal = await repeat(Number(values["equal-runs"]), equalVersion);
const called = equal.filter((verdict) => verdict === "better").length;
console.log(`equal: called better in ${called} of ${equal.length} runs`);
curve();

async function repeat<Result>(times: number, run: (seed: number) => Result | Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let seed = 1; seed <= times; seed++) results.push(await run(seed));
  return results;
}

function report(name: string, fates: readonly Fate[]): void {
  const counts: Partial<Record<Fate, number>> = {};
  for (const fate of fates) counts[fate] = (counts[fate] ?? 0) + 1;
  const stopped = (counts["held back"] ?? 0) + (counts.rejected ?? 0) + (counts["rolled back"] ?? 0);
  console.log(`${name}: stopped in ${stopped} of ${fates.length} runs ${JSON.stringify(counts)}`);
}

/** All examples in a random order. */
function shuffled(random: () => number): LabelledText[] {
  return shuffle([...ALL.keys()], random).map((index) => ALL[index]!);
}

type Wrong = (row: LabelledText, random: () => number) => string;

function randomWrong({ label }: LabelledText, random: () => number): string {
  const others = LABELS.filter((one) => one !== label);
  return others[Math.floor(random() * others.length)]!;
}

function sameWrong({ label }: LabelledText): string {
  return LABELS[(LABELS.indexOf(label) + 1) % LABELS.length]!;
}

/** As a script would write: words that nobody else uses. */
function styled(text: string): string {
  return `ticket autogen ${text} autogen end`;
}

/** Base examples with right labels; then a batch of one source, a quarter as many, every label wrong. */
async function poisoned(
  seed: number,
  wrong: Wrong,
  manner: (text: string) => string = (text) => text,
  { isAudited = true } = {},
): Promise<Fate> {
  const random = seededRandom(seed);
  const rows = shuffled(random);
  const live = rows.slice(0, Math.floor(rows.length * 0.25));
  const rest = rows.slice(live.length);
  const base = rest.slice(0, Math.floor(rest.length * 0.8));
  const batch = rest.slice(base.length).map((row) => ({ text: manner(row.text), label: wrong(row, random) }));
  const audited = [
    ...base.map((row) => ({ ...row, giver: null })),
    ...batch.map((row) => ({ ...row, giver: "ref:new" })),
  ];
  if (isAudited && (await auditSources(audited)).some(({ isHeldBack }) => isHeldBack)) return "held back";
  const before = splitRows(base, HELD_OUT, 1);
  const after = splitRows([...base, ...batch], HELD_OUT, 1);
  const parent = train(before.train, seed);
  const candidate = train(after.train, seed);
  const learnt = new Set(before.train.map(({ text }) => text));
  const yardstick = new Set(before.heldOut.map(({ text }) => text));
  const { verdict } = judgeAgainstParent(
    PARENT,
    compared(
      parent,
      candidate,
      after.heldOut.filter(({ text }) => !learnt.has(text)),
      yardstick,
    ),
  );
  return verdict === "better" ? canary(parent, candidate, live) : "rejected";
}

/** The product's canary on requests that people judge: both versions answer every one of them. */
function canary(parent: Classifier, candidate: Classifier, live: readonly LabelledText[]): Fate {
  const plan = planOf(DeployInput.parse({ strategy: "canary", stepMinutes: 1 }));
  const since = new Date(0).toISOString();
  let state: DeploymentState = { status: "running", step: 0, share: plan.steps[0]!, since, stepStarts: [since] };
  const requests: JudgedRequest[] = [];
  const right = new Map<string, string>();
  for (const [index, { text, label }] of live.entries()) {
    const [old, fresh] = [parent.predict({ text }).label, candidate.predict({ text }).label];
    const executionId = String(index);
    right.set(executionId, label);
    const { step } = state;
    requests.push({
      executionId,
      arm: "baseline",
      step,
      quality: old === label ? 100 : 0,
      label: old,
      otherLabel: fresh,
    });
    if (index % 50 !== 49) continue;
    const { pairs } = judgeRequests(requests, right, step + 1);
    const nothing = { count: 0, mean: null, sd: null };
    const arm = (count: number) => ({ count, errorCount: 0, slowCount: 0, cost: nothing, judged: nothing });
    const seen: Seen = {
      strata: Array.from({ length: step + 1 }, () => ({ baseline: arm(1_000), candidate: arm(plan.minSample) })),
      latencyMsP95: { baseline: 10, candidate: 10 },
      pairs,
    };
    const nowMs = (index + 1) * MINUTE_MS;
    const decision = decide(state, plan, judgeGates(plan, step, seen), nowMs);
    if (decision.action === "roll_back") return "rolled back";
    if (decision.action === "promote") return "promoted";
    if (decision.action === "advance") {
      const at = new Date(nowMs).toISOString();
      const next = decision.step;
      state = {
        status: "running",
        step: next,
        share: plan.steps[next]!,
        since: at,
        stepStarts: [...state.stepStarts, at],
      };
    }
  }
  return "undecided";
}

/** Two versions that learnt from different halves of the same examples. */
function equalVersion(seed: number): string {
  const rows = shuffled(seededRandom(seed));
  const { train: all, heldOut } = splitRows(rows, HELD_OUT, seed);
  const half = Math.floor(all.length / 2);
  const [parent, candidate] = [train(all.slice(0, half), seed), train(all.slice(half), seed)];
  const yardstick = new Set(heldOut.map(({ text }) => text));
  return judgeAgainstParent(PARENT, compared(parent, candidate, heldOut, yardstick)).verdict;
}

function curve(): void {
  const { train: all, heldOut } = splitRows(ALL, HELD_OUT, 1);
  const byLabel = LABELS.map((label) => all.filter((row) => row.label === label));
  const yardstick = new Set(heldOut.map(({ text }) => text));
  let parent: Classifier | null = null;
  for (const count of [10, 20, 40, 80, Infinity]) {
    const candidate = train(
      byLabel.flatMap((rows) => rows.slice(0, count)),
      1,
    );
    const right = heldOut.filter(({ text, label }) => candidate.predict({ text }).label === label).length;
    const examples = parent ? compared(parent, candidate, heldOut, yardstick) : [];
    const { verdict } = judgeAgainstParent(parent && PARENT, examples);
    const name = count === Infinity ? "all" : String(count);
    console.log(
      `curve: ${name} examples a label, accuracy ${((100 * right) / heldOut.length).toFixed(1)} %, ${verdict}`,
    );
    parent = candidate;
  }
}

function train(rows: readonly LabelledText[], seed: number): Classifier {
  return trainClassifier(kind, rows, { seed });
}

function compared(
  parent: Classifier,
  candidate: Classifier,
  rows: readonly LabelledText[],
  yardstick: ReadonlySet<string>,
): ComparedExample[] {
  return rows.map(({ text, label }) => ({
    isFirstRight: parent.predict({ text }).label === label,
    isSecondRight: candidate.predict({ text }).label === label,
    isYardstick: yardstick.has(text),
  }));
}
