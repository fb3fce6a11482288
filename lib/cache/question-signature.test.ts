import { describe, expect, it } from "vitest";
import { DIFFERENT, HARDEST_DIFFERENT, MORE_DIFFERENT, MORE_SAME, SAME } from "@/bench/support/question-pairs";
import { questionSignature } from "./question-signature";

const isShared = ([left, right]: readonly [string, string]) => questionSignature(left) === questionSignature(right);

describe("the signature of a question", () => {
  it("tells apart at least 99 % of the labelled pairs that look alike and are not", () => {
    const pairs = [...DIFFERENT, ...MORE_DIFFERENT, ...HARDEST_DIFFERENT];
    expect(pairs.length).toBeGreaterThan(150);
    expect(pairs.filter(isShared).length / pairs.length).toBeLessThanOrEqual(0.01);
  });

  it("is one for more than half of those that ask the same", () => {
    const pairs = [...SAME, ...MORE_SAME];
    expect(pairs.filter(isShared).length / pairs.length).toBeGreaterThan(0.55);
  });

  it.each(["", "?!", "   ", "the", "…"])("is none for a text that asks nothing: %j", (text) => {
    expect(questionSignature(text)).toBeNull();
  });

  it("keeps words of other languages", () => {
    expect(isShared(["Wo ist meine Karte?", "wo ist meine karte"])).toBe(true);
    expect(isShared(["Wo ist meine Karte?", "Wo ist deine Karte?"])).toBe(false);
    expect(isShared(["卡在哪里?", "卡在哪里"])).toBe(true);
  });

  it("takes time in proportion to the text, whatever is in it", () => {
    const parts = ["i want to ", "what does ", "'", "1.", "A ", "how much is the price of ", "explain ", "aa"];
    const beganMs = performance.now();
    for (const part of parts) questionSignature(part.repeat(Math.ceil(500 / part.length)).slice(0, 500));
    expect(performance.now() - beganMs).toBeLessThan(200);
  });
});
