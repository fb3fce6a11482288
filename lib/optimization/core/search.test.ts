import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { CandidateSpace } from "./derive-candidates";
import { DEFAULT_MARGINS } from "./goals";
import { BaselineFailed, searchConfiguration, type SearchInput } from "./search";
import { splitTests } from "./split-tests";
import { BASELINE, createTrialBook, type Candidate, type Trial } from "./trial";

/** How a configuration really is. */
type Truth = { share: number; costUsd: number; latencyMs: number; error?: string };

const TESTS = Array.from({ length: 300 }, (_, index) => ({ id: `t${index}` }));

const hash = (text: string) => {
  let value = 2_166_136_261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16_777_619);
  return seededRandom(value);
};

/** Easy tests are answered by all; a configuration that is right more often is right on all that a lesser one has right. */
function answer(candidateId: string, testId: string, truth: Truth, seed: number): Trial {
  const difficulty = hash(`${seed}:${testId}`)();
  const noise = hash(`${seed}:${testId}:${candidateId}`);
  const right = !truth.error && difficulty < truth.share;
  return {
    testId,
    quality: right ? 100 : 0,
    costUsd: truth.costUsd * (0.5 + noise()),
    latencyMs: truth.latencyMs * (0.5 + noise()),
    cpuMs: null,
    memoryMb: null,
    confidence: Math.min(1, Math.max(0, 1 - difficulty + 0.05 * noise())),
    error: truth.error ?? null,
    executionId: null,
  };
}

const candidate = (id: string): Candidate => ({ id, label: id, why: "", changes: { model: id } });

async function run(
  truths: Record<string, Truth>,
  {
    seed = 1,
    budgetUsd = 1e9,
    families = [],
    members = [],
    ...given
  }: Partial<SearchInput<{ id: string }>> & Partial<CandidateSpace> = {},
) {
  const asked: string[] = [];
  let spent = 0;
  const ids = Object.keys(truths).filter((id) => id !== BASELINE && !members.some((one) => one.id === id));
  const result = await searchConfiguration(
    {
      type: "cost_reduction",
      margins: DEFAULT_MARGINS.cost_reduction,
      seed,
      space: { candidates: ids.map(candidate), families, members },
      tests: splitTests(TESTS, seed),
      book: createTrialBook(),
      budgetUsd,
      ...given,
    },
    {
      ask: async ({ id }, test) => {
        asked.push(`${id} ${test.id}`);
        const [family, threshold] = id.split("@");
        const made = families.find((one) => one.id === family);
        const own = (name: string) => answer(name, test.id, truths[name]!, seed);
        const [first, last] = made ? made.members.map(({ candidateId }) => own(candidateId)) : [own(id)];
        const isSure = !last || first!.confidence! >= Number(threshold);
        const trial = isSure
          ? first!
          : { ...last, costUsd: first!.costUsd! + last.costUsd!, latencyMs: first!.latencyMs + last.latencyMs };
        spent += trial.costUsd!;
        return trial;
      },
      spentUsd: () => spent,
      isLate: () => false,
      concurrency: 1,
      onProgress: () => undefined,
    },
  );
  return { ...result, asked, spent };
}

const STRONG: Truth = { share: 0.9, costUsd: 0.01, latencyMs: 1_000 };

describe("the search for a better configuration", () => {
  it("finds the cheapest of the models that are as good", async () => {
    const { winner, candidates } = await run({
      [BASELINE]: STRONG,
      same: { ...STRONG, costUsd: 0.005 },
      cheaper: { ...STRONG, costUsd: 0.002 },
      poor: { share: 0.5, costUsd: 0.0001, latencyMs: 100 },
    });
    expect(winner?.id).toBe("cheaper");
    expect(winner!.judgement.gain!.mean).toBeCloseTo(0.8, 1);
    expect(winner!.judgement.gain!.low).toBeGreaterThan(0.7);
    expect(candidates.find(({ id }) => id === "poor")).toMatchObject({ state: "dropped" });
  });

  it("finds a better model when quality is the goal, whatever it costs", async () => {
    const { winner } = await run(
      { [BASELINE]: { ...STRONG, share: 0.6 }, better: { ...STRONG, costUsd: 1 } },
      { type: "quality_improvement", margins: DEFAULT_MARGINS.quality_improvement },
    );
    expect(winner?.id).toBe("better");
    expect(winner!.judgement.gain!.low).toBeGreaterThan(0);
  });

  it("chooses a cascade's threshold on one part of the tests and proves it on the other", async () => {
    const members = [candidate("cheap"), candidate("dear")];
    const families = [
      {
        by: "confidence" as const,
        id: "f1",
        label: "cascade",
        why: "",
        members: members.map(({ id }) => ({ candidateId: id, model: `local/${id}` })),
      },
    ];
    const { winner } = await run(
      { [BASELINE]: STRONG, cheap: { share: 0.8, costUsd: 0.0001, latencyMs: 1 }, dear: STRONG },
      { families, members },
    );
    expect(winner?.id).toMatch(/^f1@/);
    expect(winner!.candidate.changes.cascade).toHaveLength(2);
    expect(winner!.judgement.gain!.mean).toBeGreaterThan(0.5);
  });

  it("says that there is no improvement when there is none, in at least 95 % of 40 searches", async () => {
    for (const type of ["cost_reduction", "quality_improvement", "performance", "model_tuning"] as const) {
      let found = 0;
      for (let seed = 1; seed <= 40; seed++) {
        const { winner } = await run(
          { [BASELINE]: STRONG, equal: STRONG, alike: STRONG, twin: STRONG, poor: { ...STRONG, share: 0.6 } },
          { seed, type, margins: DEFAULT_MARGINS[type] },
        );
        if (winner) found++;
      }
      expect(found, type).toBeLessThanOrEqual(2);
    }
  }, 60_000);

  it("never shows the search a test that verifies, and asks no candidate the same twice", async () => {
    const { asked } = await run({
      [BASELINE]: STRONG,
      cheaper: { ...STRONG, costUsd: 0.001 },
      poor: { ...STRONG, share: 0.2 },
    });
    expect(new Set(asked).size).toBe(asked.length);
    const verified = new Set(splitTests(TESTS, 1).verify.map(({ id }) => id));
    const poor = asked.filter((one) => one.startsWith("poor ")).map((one) => one.split(" ")[1]!);
    expect(poor.some((id) => verified.has(id))).toBe(false);
  });

  it("goes on where it was when it begins again with what is known", async () => {
    const book = createTrialBook();
    const truths = { [BASELINE]: STRONG, cheaper: { ...STRONG, costUsd: 0.001 } };
    const first = await run(truths, { book });
    const second = await run(truths, { book });
    expect(second.asked).toEqual([]);
    expect(second.winner?.id).toBe(first.winner?.id);
  });

  it("keeps to its budget, and keeps half of it for the proof", async () => {
    const truths = { [BASELINE]: STRONG, cheaper: { ...STRONG, costUsd: 0.001 }, other: STRONG };
    const { spent, stoppedBy } = await run(truths, { budgetUsd: 0.5 });
    expect(spent).toBeLessThan(0.5 + 0.05);
    expect(stoppedBy).toBe("budget");
    expect((await run(truths, { budgetUsd: 0 })).asked).toEqual([]);
  });

  it("drops a candidate that fails, and refuses to compare with a configuration that fails", async () => {
    const failing = { ...STRONG, costUsd: 0, error: "no key" };
    const { winner, candidates } = await run({ [BASELINE]: STRONG, failing });
    expect(winner).toBeNull();
    expect(candidates[0]).toMatchObject({ state: "dropped", reason: "Half of its answers failed: no key" });
    await expect(run({ [BASELINE]: failing, other: STRONG })).rejects.toBeInstanceOf(BaselineFailed);
  });
});
