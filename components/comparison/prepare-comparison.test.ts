import { describe, expect, it } from "vitest";
import type { ComparedModel } from "@/lib/executions/schemas";
import { chosenModels, judgeQuality, prepareComparison } from "./prepare-comparison";

const compared = (model: string, changes: Partial<ComparedModel> = {}) =>
  ({
    model,
    count: 10,
    successRate: 1,
    latencyMsP50: null,
    latencyMsP95: null,
    timeToFirstTokenMsAverage: null,
    costUsdPerCall: null,
    inputTokens: 0,
    outputTokens: 0,
    approvalRate: null,
    quality: null,
    qualityLow: null,
    qualityHigh: null,
    ...changes,
  }) as ComparedModel;
const scored = (model: string, quality: number, half: number) =>
  compared(model, { quality, qualityLow: quality - half, qualityHigh: quality + half });
const best = (models: ComparedModel[], label: string) =>
  prepareComparison(models)
    .find((row) => row.label === label)
    ?.cells.map(({ isBest }) => isBest);

describe("models side by side", () => {
  it("marks the cheapest and the fastest, and nobody on a tie or where only one was measured", () => {
    const models = [
      compared("a", { costUsdPerCall: 0.002, latencyMsP95: 100 }),
      compared("b", { costUsdPerCall: 0.001, latencyMsP95: null }),
    ];
    expect(best(models, "Cost of 1,000 calls")).toEqual([false, true]);
    expect(best(models, "Latency, 95th percentile")).toEqual([false, false]);
    expect(best(models, "Success rate")).toEqual([false, false]);
    expect(best(models, "Requests")).toEqual([false, false]);
  });

  it("calls a model better only when the intervals do not overlap", () => {
    expect(judgeQuality([scored("a", 80, 2), scored("b", 90, 2)])).toContain("b is measurably the best");
    expect(judgeQuality([scored("a", 80, 6), scored("b", 90, 6)])).toContain("No difference is proven");
    expect(judgeQuality([scored("a", 80, 2), scored("b", 90, 2), scored("c", 89, 2)])).toContain("better than a;");
    expect(judgeQuality([scored("a", 80, 2), compared("b")])).toContain("cannot be compared");
  });

  it("shows the models that were asked for, the busiest without a wish or when none of them served the task", () => {
    const models = ["a", "b", "c", "d", "e"].map((model) => compared(model));
    const names = (asked: string[]) => chosenModels(models, asked).map(({ model }) => model);
    expect(names(["e", "b", "unknown"])).toEqual(["b", "e"]);
    expect(names([])).toEqual(["a", "b", "c", "d"]);
    expect(names(["unknown"])).toEqual(["a", "b", "c", "d"]);
  });
});
