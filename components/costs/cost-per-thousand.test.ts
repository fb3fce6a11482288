import { describe, expect, it } from "vitest";
import { nameOfCostRow } from "./cost-dimensions";
import { costPerThousandUsd, isCostKnown } from "./cost-per-thousand";
import { costFiltersOf } from "./cost-parameters";

describe("the breakdown of costs", () => {
  it("does not let calls of unknown price make a model look cheap", () => {
    expect(costPerThousandUsd({ count: 200, costUsd: 1, unpricedCount: 100 })).toBe(10);
    expect(costPerThousandUsd({ count: 5, costUsd: 0, unpricedCount: 5 })).toBeNull();
    expect(isCostKnown({ count: 5, costUsd: 0, unpricedCount: 5 })).toBe(false);
    expect(isCostKnown({ count: 5, costUsd: 0, unpricedCount: 0 })).toBe(true);
  });

  it("calls a key by its name, and what has no value by what that means", () => {
    expect(nameOfCostRow("key", { value: "01a1fee2-365a", label: "production" })).toBe("production");
    expect(nameOfCostRow("key", { value: "01a1fee2-365a", label: null })).toBe("deleted key 01a1fee2");
    expect(nameOfCostRow("user", { value: "", label: null })).toBe("no user named");
  });

  it("asks for no filter that the dimension cannot be narrowed by", () => {
    const parameters = { task: "chat", model: "gpt", source: "gateway", tag: "team" } as const;
    expect(costFiltersOf({ ...parameters, by: "model" })).toEqual({ task: "chat", model: "gpt", source: "gateway" });
    expect(costFiltersOf({ ...parameters, by: "tag" })).toEqual({ source: "gateway", tag: "team" });
    expect(costFiltersOf({ ...parameters, by: "user" })).toEqual({ source: "gateway" });
  });
});
