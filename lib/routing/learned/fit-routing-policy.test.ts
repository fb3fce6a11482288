import { describe, expect, it } from "vitest";
import { fitRoutingPolicy } from "./fit-routing-policy";
import { loadRoutingPolicy } from "./load-routing-policy";
import { nextStep } from "./next-step";
import type { ScoredPrompt } from "./types";

const prompts: ScoredPrompt[] = Array.from({ length: 40 }, (_, index) => ({
  id: `p${index}`,
  prompt: `prompt ${index}`,
  task: null,
  scores: { good: index % 10 === 0 ? 0 : 1, bad: index % 3 === 0 ? 1 : 0 },
  costsUsd: { good: 0.01, bad: 0.02 },
  answers: {},
}));
const none = prompts.map(() => null);
const policy = () => loadRoutingPolicy(JSON.parse(JSON.stringify(fitRoutingPolicy(prompts, none, { seed: 1 }))));
const request = (...eligible: string[]) => ({
  prompt: "x",
  task: null,
  embedding: null,
  eligible: new Set(eligible),
});

describe("a learned policy", () => {
  it("is the best single model where nothing better is proved", () => {
    expect(policy().evidence).toMatchObject({ bestSingleModel: "good", chosen: { kind: "constant" } });
    expect(nextStep(policy(), request("good", "bad"), [])).toMatchObject({ action: "call", model: "good" });
  });

  it("answers after its call", () => {
    const calls = [{ model: "good", answer: null, costUsd: 0.01 }];
    expect(nextStep(policy(), request("good", "bad"), calls)).toMatchObject({ action: "answer", with: 0 });
  });

  it("asks eligible models only, and leaves the decision to others when it knows none of them", () => {
    expect(nextStep(policy(), request("bad", "unknown"), [])).toMatchObject({ action: "call", model: "bad" });
    expect(nextStep(policy(), request("unknown"), [])).toMatchObject({ action: "abstain" });
  });

  it("refuses to learn from a handful of prompts", () => {
    expect(() => fitRoutingPolicy(prompts.slice(0, 5), none.slice(0, 5), { seed: 1 })).toThrow(/at least 20/);
  });

  it("is still read when it was learnt before prompts were judged by regression too, unless it needs that", () => {
    const before = { ...fitRoutingPolicy(prompts, none, { seed: 1 }), format: 1 };
    expect(nextStep(loadRoutingPolicy(before), request("good", "bad"), [])).toMatchObject({ model: "good" });
    const prompt = { kind: "prompt", models: ["good"], scorePerUsd: 0, neighbours: 1, dimensions: 0 };
    expect(() => loadRoutingPolicy({ ...before, rule: prompt })).toThrow(/learn it again/);
  });

  it("says that a damaged policy has to be learnt again", () => {
    expect(() => loadRoutingPolicy({ format: 1 })).toThrow(/learn it again/);
  });
});
