import { describe, expect, it } from "vitest";
import { judgeFeedback, valueProblem } from "./judge-feedback";

const CLASSIFIED = { label: "refund", output: "refund" };
const WRITTEN = { label: null, output: "Dear customer" };

describe("valueProblem", () => {
  it.each([
    ["approval", true],
    ["rating", 5],
    ["usage", "edited"],
    ["label", "refund"],
    ["correction", "Dear Ms Ray"],
    ["comment", "too long"],
  ] as const)("takes what a %s is made of", (kind, value) => expect(valueProblem(kind, value)).toBeNull());

  it.each([
    ["approval", "yes"],
    ["rating", 0],
    ["rating", 4.5],
    ["rating", Number.NaN],
    ["rating", "5"],
    ["usage", "maybe"],
    ["label", "  "],
    ["label", 3],
    ["correction", false],
    ["comment", ""],
  ] as const)("says what a %s must be when it is %j", (kind, value) =>
    expect(valueProblem(kind, value)).toMatch(/must be/),
  );
});

describe("judgeFeedback", () => {
  it("turns ratings into quarters and leaves the middle open", () => {
    expect([1, 2, 3, 4, 5].map((stars) => judgeFeedback("rating", stars, CLASSIFIED).approval)).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
    expect([2, 3, 4].map((stars) => judgeFeedback("rating", stars, CLASSIFIED).isRight)).toEqual([false, null, true]);
  });

  it("reads a corrected label as wrong and a confirmed one as right", () => {
    expect(judgeFeedback("correction", "card", CLASSIFIED)).toEqual({
      approval: 0,
      isRight: false,
      rightLabel: "card",
    });
    expect(judgeFeedback("label", "refund", CLASSIFIED)).toEqual({ approval: 1, isRight: true, rightLabel: "refund" });
  });

  it("learns the label of an answer that was approved, and none from one that was only refused", () => {
    expect(judgeFeedback("approval", true, CLASSIFIED).rightLabel).toBe("refund");
    expect(judgeFeedback("approval", false, CLASSIFIED)).toEqual({ approval: 0, isRight: false, rightLabel: null });
  });

  it("says nothing of labels where the answer has none", () => {
    expect(judgeFeedback("approval", true, WRITTEN)).toEqual({ approval: 1, isRight: null, rightLabel: null });
    expect(judgeFeedback("correction", "Dear Ms Ray", WRITTEN)).toEqual({
      approval: 0,
      isRight: null,
      rightLabel: null,
    });
    expect(judgeFeedback("correction", " Dear customer ", WRITTEN).approval).toBe(1);
  });

  it("takes no comment for a verdict", () => {
    expect(judgeFeedback("comment", "nice", CLASSIFIED)).toEqual({ approval: null, isRight: null, rightLabel: null });
  });
});
