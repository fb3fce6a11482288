import { describe, expect, it } from "vitest";
import { recommendFor } from "./recommend-for";

const measured = { task: "t", count: 500, successRate: 1, inputTokens: 1, outputTokens: 1, costUsd: 0 };
const classified = { kind: "classification" as const, ...measured, confidence: 0.9, accuracy: 0.97, judgedCount: 100 };
const suggested = {
  kind: "suggestion" as const,
  ...measured,
  usage: { used: 60, edited: 10, dismissed: 30 },
  usageRate: 0.7,
  helpfulness: null,
  rating: null,
};
const codes = (row: Parameters<typeof recommendFor>[0]) => recommendFor(row).map(({ code }) => code);

describe("recommendFor", () => {
  it("has nothing to say where all is well, or where too little is known", () => {
    expect(codes(classified)).toEqual([]);
    expect(codes(suggested)).toEqual([]);
    expect(codes({ ...classified, count: 3, accuracy: 0, successRate: 0 })).toEqual([]);
  });

  it("names what is wrong and where to go", () => {
    expect(codes({ ...classified, accuracy: 0.8 })).toEqual(["inaccurate"]);
    expect(codes({ ...classified, judgedCount: 2, accuracy: 0 })).toEqual(["unjudged"]);
    expect(codes({ ...classified, confidence: 0.4, successRate: 0.5 })).toEqual(["failures", "unsure"]);
    expect(codes({ ...suggested, usage: { used: 5, edited: 0, dismissed: 95 }, usageRate: 0.05 })).toEqual(["unused"]);
    expect(recommendFor({ ...classified, accuracy: 0.8 })[0]!.href).toBe("/training/triggers?task=t");
  });

  it("does not take chance for a fault", () => {
    expect(codes({ ...classified, judgedCount: 40, accuracy: 0.925 })).toEqual([]);
  });
});
