import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confidenceCascade, confidenceStep, type CascadeCall } from "./cascade-at-work";

const STEPS = [
  { model: "local/nb", minConfidence: 0.9 },
  { model: "local/tfidf", minConfidence: 0.8 },
  { model: "local/council", minConfidence: 0 },
];
const ALL = new Set(STEPS.map(({ model }) => model));
const call = (model: string, confidence: number | null): CascadeCall => ({
  model,
  confidence,
  answer: "x",
  costUsd: 0,
});

describe("a cascade by confidence", () => {
  it("takes the first answer that is confident enough, and asks no further", () => {
    expect(confidenceStep(STEPS, ALL, [])).toMatchObject({ action: "call", model: "local/nb" });
    expect(confidenceStep(STEPS, ALL, [call("local/nb", 0.9)])).toMatchObject({ action: "answer", with: 0 });
    expect(confidenceStep(STEPS, ALL, [call("local/nb", 0.89)])).toMatchObject({
      action: "call",
      model: "local/tfidf",
    });
  });

  it("takes the last model's answer however unsure it is", () => {
    const calls = [call("local/nb", 0.1), call("local/tfidf", 0.1), call("local/council", 0.01)];
    expect(confidenceStep(STEPS, new Set(), calls)).toMatchObject({ action: "answer", with: 2 });
  });

  it("passes over a model that failed, and answers with what there is when none is left", () => {
    expect(confidenceStep(STEPS, new Set(["local/council"]), [])).toMatchObject({ model: "local/council" });
    expect(confidenceStep(STEPS, new Set(), [call("local/nb", 0.2)])).toMatchObject({ action: "answer", with: 0 });
    expect(confidenceStep(STEPS, new Set(), [])).toMatchObject({ action: "abstain" });
  });

  it("takes an answer without a confidence for an unsure one", () => {
    expect(confidenceStep(STEPS, ALL, [call("local/nb", null)])).toMatchObject({
      action: "call",
      model: "local/tfidf",
    });
  });

  it("does not exist when none of its models can serve", () => {
    expect(confidenceCascade(STEPS, new Set(["openai/other"]))).toBeNull();
    expect(confidenceCascade(STEPS, new Set(["local/council"]))?.models).toEqual(["local/council"]);
  });

  it("always ends, and asks no model twice, whatever fails and however sure the answers are", () => {
    const confidences = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(confidences, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (sure, fails) => {
        const left = new Set(ALL);
        const calls: CascadeCall[] = [];
        for (let turn = 0; ; turn++) {
          expect(turn).toBeLessThanOrEqual(STEPS.length);
          const step = confidenceStep(STEPS, left, calls);
          if (step.action !== "call") return;
          expect(left.has(step.model)).toBe(true);
          left.delete(step.model);
          const index = STEPS.findIndex(({ model }) => model === step.model);
          if (!fails[index]) calls.push(call(step.model, sure[index] ?? null));
        }
      }),
    );
  });
});
