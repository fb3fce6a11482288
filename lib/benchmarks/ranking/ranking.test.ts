import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { drawTests } from "../suites/labelled-suite";
import { compareModels } from "./compare-models";
import { isRankingDecided, LEAST_TESTS } from "./is-ranking-decided";
import { rankModels, type RankedResult } from "./rank-models";

const WEIGHTS = { quality: 70, speed: 15, cost: 15 };

const result = (model: string, test: number, given: Partial<RankedResult> = {}): RankedResult => ({
  suiteId: "s",
  testId: String(test),
  model,
  status: "answered",
  quality: 100,
  latencyMs: 100,
  costUsd: 0.001,
  createdAt: "2026-01-01T00:00:00.000Z",
  ...given,
});
const many = (model: string, count: number, given: (test: number) => Partial<RankedResult>) =>
  Array.from({ length: count }, (_, test) => result(model, test, given(test)));

describe("a ranking", () => {
  it("puts quality first, and speed and cost where quality is equal", () => {
    const rows = rankModels(
      ["slow", "quick", "wrong"],
      [
        ...many("slow", 40, () => ({ latencyMs: 1_000 })),
        ...many("quick", 40, () => ({ latencyMs: 100 })),
        ...many("wrong", 40, () => ({ quality: 0, latencyMs: 10, costUsd: 0 })),
      ],
      WEIGHTS,
    );
    expect(rows.map(({ model }) => model)).toEqual(["quick", "slow", "wrong"]);
    expect(rows[2]).toMatchObject({ rankLow: 3, rankHigh: 3, passRate: 0 });
  });

  it("does not change when costs are in cents", () => {
    const results = [
      ...many("a", 30, (test) => ({ quality: (test * 37) % 100, costUsd: 0.002 })),
      ...many("b", 30, (test) => ({ quality: (test * 53) % 100, costUsd: 0.001 })),
    ];
    const cents = results.map((one) => ({ ...one, costUsd: one.costUsd! * 100 }));
    const scores = (all: RankedResult[]) => rankModels(["a", "b"], all, WEIGHTS).map(({ score }) => score!.value);
    expect(scores(cents)[0]).toBeCloseTo(scores(results)[0]!, 9);
  });

  it("says that the order of equal models may be chance", () => {
    const rows = rankModels(
      ["a", "b"],
      ["a", "b"].flatMap((model, seed) => many(model, 25, (test) => ({ quality: (test + seed) % 2 ? 100 : 0 }))),
      WEIGHTS,
    );
    expect(rows[0]!.rankHigh).toBe(2);
    expect(rows[1]!.rankLow).toBe(1);
  });

  it("keeps a model that never answered at the end, and a failure out of the quality", () => {
    const rows = rankModels(
      ["dead", "alive"],
      [
        ...many("dead", 10, () => ({ status: "failed", quality: null, latencyMs: null, costUsd: 0 })),
        ...many("alive", 10, (test) => (test < 5 ? {} : { status: "failed", quality: null, latencyMs: null })),
      ],
      WEIGHTS,
    );
    expect(rows[0]).toMatchObject({ model: "alive", answeredCount: 5, failedCount: 5, passRate: 1 });
    expect(rows[1]).toMatchObject({ model: "dead", score: null, quality: null, failedCount: 10, rank: 2 });
  });

  it("shows an unknown cost as unknown and lets it count for nothing", () => {
    const [row] = rankModels(
      ["a"],
      many("a", 10, () => ({ costUsd: null })),
      WEIGHTS,
    );
    expect(row).toMatchObject({ costUsd: null });
    expect(row!.score!.value).toBeCloseTo(100);
  });

  it("of nothing is nothing", () => {
    expect(rankModels(["a"], [], WEIGHTS)).toMatchObject([{ score: null, answeredCount: 0, measuredAt: null }]);
  });
});

describe("the end of a run whose order is certain", () => {
  const qualities = (chance: number, count: number, random: () => number) =>
    Array.from({ length: count }, () => (random() < chance ? 100 : 0));

  it("comes soon where models differ much", () => {
    const random = seededRandom(7);
    expect(isRankingDecided([qualities(0.95, 60, random), qualities(0.3, 60, random)])).toBe(true);
  });

  it("never comes before enough tests", () => {
    expect(
      isRankingDecided([new Array<number>(LEAST_TESTS - 1).fill(100), new Array<number>(LEAST_TESTS - 1).fill(0)]),
    ).toBe(false);
  });

  it("comes by chance in few of many runs of equal models, though every round is looked at", () => {
    const random = seededRandom(11);
    let decided = 0;
    for (let run = 0; run < 200; run++) {
      const [a, b] = [qualities(0.6, 160, random), qualities(0.6, 160, random)];
      let isDecided = false;
      for (let count = LEAST_TESTS; count <= 160 && !isDecided; count += 8) {
        isDecided = isRankingDecided([a.slice(0, count), b.slice(0, count)]);
      }
      if (isDecided) decided++;
    }
    expect(decided / 200).toBeLessThanOrEqual(0.05);
  });
});

describe("two models on the same tests", () => {
  const pair = (first: number, second: number) => ({
    first: { ...result("a", 0, { quality: first }), reason: "", answer: "", judgeCostUsd: 0, executionId: null },
    second: { ...result("b", 0, { quality: second }), reason: "", answer: "", judgeCostUsd: 0, executionId: null },
  });

  it("are told apart by what only one had right", () => {
    const pairs = [...new Array(20).fill(pair(0, 100)), ...new Array(20).fill(pair(100, 100)), pair(100, 0)];
    expect(compareModels("a", "b", pairs)).toMatchObject({ onlySecondRight: 20, onlyFirstRight: 1, better: "second" });
  });

  it("stay undecided without evidence", () => {
    expect(compareModels("a", "b", [])).toMatchObject({ pairCount: 0, quality: null, better: "undecided" });
    expect(compareModels("a", "b", [pair(0, 100), pair(100, 0), pair(100, 100)]).better).toBe("undecided");
  });
});

describe("a draw of labelled examples", () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    text: `text ${index}`,
    label: index % 10 === 0 ? "rare" : "common",
  }));

  it("is spread over the labels, and the same whatever the order of the rows", () => {
    const drawn = drawTests(rows, 40);
    expect(drawn).toHaveLength(40);
    expect(drawn.filter(({ example }) => example === "rare")).toHaveLength(20);
    expect(drawTests(rows.toReversed(), 40)).toEqual(drawn);
  });

  it("leaves out a text that stands under two labels", () => {
    expect(
      drawTests(
        [
          { text: "x", label: "a" },
          { text: "x", label: "b" },
          { text: "y", label: "a" },
        ],
        9,
      ),
    ).toHaveLength(1);
  });
});
