import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { fitRoutingPolicy } from "./fit-routing-policy";
import { loadRoutingPolicy } from "./load-routing-policy";
import { NeighbourIndex, referencePrompts } from "./neighbour-index";
import { nextStep } from "./next-step";
import { promptFeatures } from "./prompt-features";
import type { ScoredPrompt } from "./types";

const TOPICS = {
  poem: "write a poem about the sea and the moon in spring",
  sum: "add the numbers and tell the total of the invoice",
} as const;

/** A cheap model that is good at poems and bad at sums, and a dear one that is good at both. */
function rows(count: number, seed: number): ScoredPrompt[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const topic = random() < 0.5 ? "poem" : "sum";
    const words = TOPICS[topic].split(" ").filter(() => random() < 0.7);
    return {
      id: `${topic}-${index}`,
      prompt: words.join(" "),
      task: null,
      scores: {
        small: Number(random() < (topic === "poem" ? 0.97 : 0.2)),
        large: Number(random() < 0.95),
      },
      costsUsd: { small: 0.001, large: 0.02 },
      answers: {},
    };
  });
}

const learn = (prompts: ScoredPrompt[]) =>
  loadRoutingPolicy(
    JSON.parse(
      JSON.stringify(
        fitRoutingPolicy(
          prompts,
          prompts.map(() => null),
          { seed: 1 },
        ),
      ),
    ),
  );

describe("a policy by the prompt", () => {
  const policy = learn(rows(800, 1));
  const ask = (prompt: string, ...eligible: string[]) =>
    nextStep(policy, { prompt, task: null, embedding: null, eligible: new Set(eligible) }, []);

  it("sends to the cheap model what that does well, and the rest to the dear one", () => {
    expect(policy.evidence.chosen.kind).toBe("prompt");
    expect(ask(TOPICS.poem, "small", "large")).toMatchObject({ action: "call", model: "small" });
    expect(ask(TOPICS.sum, "small", "large")).toMatchObject({ action: "call", model: "large" });
  });

  it("asks the other model when its first choice is not eligible", () => {
    expect(ask(TOPICS.poem, "large")).toMatchObject({ action: "call", model: "large" });
    expect(ask(TOPICS.poem, "unknown")).toMatchObject({ action: "abstain" });
  });

  it("decides about an empty prompt, one of other words and a huge one", () => {
    for (const prompt of ["", "\u0000", "zzz ".repeat(200_000)]) {
      expect(ask(prompt, "small", "large")).toMatchObject({ action: "call" });
    }
  });

  it("is not learnt where the prompt tells nothing", () => {
    const blind = rows(800, 2).map((row, index) => ({ ...row, prompt: `prompt ${index}` }));
    expect(learn(blind).evidence.chosen.kind).toBe("constant");
  });

  it("refuses stored parts that do not fit together", () => {
    const prompts = rows(800, 1);
    const fitted = fitRoutingPolicy(
      prompts,
      prompts.map(() => null),
      { seed: 1 },
    );
    const cut = { ...fitted, rule: { ...fitted.rule, scores: "AAAA" } };
    expect(() => loadRoutingPolicy(cut)).toThrow(/learn it again/);
  });
});

describe("the index of prompts", () => {
  const texts = ["the cat sat on the mat", "a cat on a mat", "interest rates of banks"];
  const vectors = [
    [1, 0],
    [0, 1],
    [0, 1],
  ].map((vector) => Float32Array.from(vector, (value) => value * 0.3));

  it("finds a prompt itself first, then those that share words and pairs", () => {
    const index = new NeighbourIndex(referencePrompts(texts.map(promptFeatures), [null, null, null]));
    const found = index.find(promptFeatures(texts[0]!), null, 3);
    expect(found.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(found[0]!.similarity).toBeCloseTo(1);
    expect(found[2]!.similarity).toBe(0);
  });

  it("counts the embedding as well where both sides have one", () => {
    const index = new NeighbourIndex(referencePrompts(texts.map(promptFeatures), vectors));
    const [first] = index.find(promptFeatures("nothing in common"), vectors[0]!, 1);
    expect(first).toMatchObject({ row: 0 });
    expect(index.find(promptFeatures(texts[2]!), null, 1)[0]).toMatchObject({ row: 2 });
  });
});
