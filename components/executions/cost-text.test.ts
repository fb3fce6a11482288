import { describe, expect, it } from "vitest";
import { costText, priceRefText } from "./cost-text";

describe("the cost of an execution", () => {
  it("is unknown, never nothing, without a price", () => {
    expect(costText({ costUsd: null, costSource: null, savedUsd: null })).toBe("unknown");
  });

  it("says when it was not computed here", () => {
    expect(costText({ costUsd: 2, costSource: "computed", savedUsd: null })).toBe("$2.00");
    expect(costText({ costUsd: 2, costSource: "reported", savedUsd: null })).toBe("$2.00, as its caller reported");
    expect(costText({ costUsd: 0, costSource: "cached", savedUsd: 0.25 })).toContain("saved $0.25");
    expect(costText({ costUsd: 0, costSource: "cached", savedUsd: null })).toContain("unknown amount");
  });

  it("names the price that it comes from", () => {
    expect(priceRefText("book:0.1.8")).toBe("price book, edition 0.1.8");
    expect(priceRefText("override:0190")).toBe("a price that was stated here");
    expect(priceRefText("cpu:0.05")).toBe("$0.05 an hour of processor time");
    expect(priceRefText("simulated")).toBe("simulated");
    expect(priceRefText(null)).toBeNull();
  });
});
