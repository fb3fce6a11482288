import { describe, expect, it } from "vitest";
import { prepareFigures } from "./prepare-figures";

const FIGURES = {
  kind: "cascade",
  description: "asks small first",
  qualityPercent: 98.44,
  qualityPercentError: 1.21,
  costPercent: 41.2,
  callsPerPrompt: 1.333,
} as const;

describe("figures of a policy", () => {
  it("says quality with its error and cost as shares of the best single model's", () => {
    expect(prepareFigures(FIGURES)).toEqual({
      kind: "Cascade",
      description: "asks small first",
      quality: "98.4% ± 1.2%",
      cost: "41.2%",
      calls: "1.33",
    });
  });

  it("calls a cost that nobody knows unknown, not free", () => {
    expect(prepareFigures({ ...FIGURES, costPercent: null }).cost).toBe("unknown");
  });
});
