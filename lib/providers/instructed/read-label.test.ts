import { describe, expect, it } from "vitest";
import { confidenceOf, readLabel } from "./read-label";

const LABELS = ["card_lost", "Refund", "refund status"];

describe("an answer that has to be a label", () => {
  it("may differ in case, quotes, blanks and a full stop", () => {
    expect(
      ["card_lost", " Card_Lost\n", '"refund"', "`Refund`.", "Refund Status."].map((text) => readLabel(text, LABELS)),
    ).toEqual(["card_lost", "card_lost", "Refund", "Refund", "refund status"]);
  });

  it("is refused when it says anything else, and the message shows it", () => {
    for (const answer of ["", "  ", "The label is card_lost", "card lost", "refund, card_lost", "x".repeat(10_000)]) {
      expect(() => readLabel(answer, LABELS)).toThrow(expect.objectContaining({ kind: "unusable" }));
    }
    expect(() => readLabel("The label is card_lost", LABELS)).toThrow("“The label is card_lost”");
  });

  it("is not guessed where two labels differ in case alone", () => {
    expect(readLabel("OPEN", ["open", "OPEN"])).toBe("OPEN");
    expect(() => readLabel("Open", ["open", "OPEN"])).toThrow("none of the task's 2 labels");
  });
});

describe("its confidence", () => {
  const answer = (logprobs: unknown) => ({
    choices: [{ index: 0, message: { role: "assistant" as const, content: "a" }, finish_reason: "stop", logprobs }],
  });

  it("is the product of the probabilities of its tokens", () => {
    const content = [{ logprob: Math.log(0.9) }, { logprob: Math.log(0.5) }];
    expect(confidenceOf(answer({ content }))).toBeCloseTo(0.45, 12);
  });

  it("is unknown when the vendor does not tell all of them", () => {
    for (const logprobs of [
      null,
      undefined,
      {},
      { content: [] },
      { content: [{ logprob: "a" }] },
      { content: [null] },
    ]) {
      expect(confidenceOf(answer(logprobs))).toBeNull();
    }
  });
});
