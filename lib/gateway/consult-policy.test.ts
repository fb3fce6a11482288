import { describe, expect, it } from "vitest";
import type { RouteChoice } from "@/lib/executions/schemas";
import { loadRoutingPolicy } from "@/lib/routing";
import type { TaskState } from "@/lib/registry";
import type { Caller } from "./caller";
import { consultPolicy } from "./consult-policy";

const figures = {
  kind: "prompt",
  description: "",
  qualityPercent: 100,
  qualityPercentError: 0,
  costPercent: 50,
  callsPerPrompt: 1,
};
const base64 = (numbers: Int8Array | Uint32Array | Float32Array) => Buffer.from(numbers.buffer).toString("base64");

/** Two reference prompts that share no word: `writer` was right on the one, `coder` on the other. */
const byPrompt = {
  kind: "prompt",
  models: ["writer", "coder"],
  scorePerUsd: 0,
  neighbours: 1,
  // The neighbours alone decide.
  ridgeShare: 0,
  ridgeMeans: base64(new Float32Array([0.5, 0.5])),
  ridgeWeights: base64(new Float32Array([0, 0, 0, 0])),
  dimensions: 2,
  starts: base64(new Uint32Array([0, 0, 0])),
  ids: base64(new Uint32Array([])),
  values: base64(new Float32Array([])),
  embeddings: base64(new Int8Array([127, 0, 0, 127])),
  scores: base64(new Float32Array([1, 0, 0, 1])),
  costsUsd: base64(new Float32Array([0.01, 0.01, 0.01, 0.01])),
};
const byAgreement = { kind: "cascade", byTask: [], otherwise: { models: ["writer", "coder", "judge"], votes: 2 } };

const policyOf = (rule: object) =>
  loadRoutingPolicy({
    format: 2,
    models: ["writer", "coder", "judge"].map((slug) => ({ slug, meanScore: 0.5, meanCostUsd: 0.01, count: 40 })),
    evidence: {
      promptCount: 40,
      bestSingleModel: "writer",
      bestSingleQuality: 0.5,
      targetQualityPercent: 100,
      chosen: figures,
      others: [],
    },
    rule,
  });

type Embed = (texts: readonly string[], signal?: AbortSignal) => Promise<{ vector: Float32Array }[]>;

const embedAs =
  (...vector: number[]): Embed =>
  async () => [{ vector: Float32Array.from(vector) }];

/** A test's caller has what `consultPolicy` reads of one, and nothing else. */
function callerWith({
  rule,
  embed = embedAs(1, 0),
  signal,
}: {
  rule: object | null;
  embed?: Embed;
  signal?: AbortSignal;
}): Caller {
  const active = rule && { id: "policy", policy: policyOf(rule) };
  const runtime = { routingPolicies: { get: () => active }, embedder: { embedMeasured: embed } };
  return { runtime, organizationId: "org", signal: signal ?? new AbortController().signal } as unknown as Caller;
}

/** The router would take `judge`, and `coder` when it fails. */
function questionFor(...eligible: string[]) {
  const choice = {
    model: "judge",
    reason: "It is the best",
    propensity: 0.5,
    isExploration: true,
    fallbacks: ["coder"],
  };
  return {
    state: { task: { slug: "letters" } } as TaskState,
    prompt: "Write to the landlord",
    answer: { choice: choice as RouteChoice, candidates: eligible.map((model) => ({ model })) } as never,
  };
}

describe("a task's learned policy", () => {
  it("is not asked where there is none", async () => {
    expect(await consultPolicy(callerWith({ rule: null }), questionFor("writer"))).toBeNull();
  });

  it("sends each prompt where prompts like it were answered best, in one call, and keeps the router's choices for the case of a failure", async () => {
    const like = async (embed: Embed) =>
      consultPolicy(callerWith({ rule: byPrompt, embed }), questionFor("writer", "coder", "judge"));
    const letter = await like(embedAs(1, 0));
    expect(letter).toMatchObject({ choice: { model: "writer", fallbacks: ["judge", "coder"] }, atWork: null });
    expect((await like(embedAs(0, 1)))?.choice).toMatchObject({ model: "coder", fallbacks: ["judge"] });
  });

  it("is certain of what it takes: nothing is left to chance, and it says so", async () => {
    const advice = await consultPolicy(callerWith({ rule: byPrompt }), questionFor("writer", "coder"));
    expect(advice?.choice).toMatchObject({ propensity: 1, isExploration: false });
    expect(advice?.choice.reason).toMatch(/prompts like this one/);
  });

  it("never takes a model that could not serve", async () => {
    const advice = await consultPolicy(
      callerWith({ rule: byPrompt, embed: embedAs(1, 0) }),
      questionFor("coder", "judge"),
    );
    expect(advice?.choice.model).toBe("coder");
  });

  it("leaves the decision to the router when it knows none of the models that could serve", async () => {
    expect(await consultPolicy(callerWith({ rule: byPrompt }), questionFor("stranger"))).toBeNull();
    expect(await consultPolicy(callerWith({ rule: byAgreement }), questionFor())).toBeNull();
  });

  it("goes on asking after the first answer where it learnt to", async () => {
    const advice = await consultPolicy(callerWith({ rule: byAgreement }), questionFor("writer", "coder", "judge"));
    expect(advice?.choice.model).toBe("writer");
    expect(advice?.atWork?.models).toEqual(["writer", "coder", "judge"]);
  });

  it("decides by words when the text cannot be embedded now", async () => {
    const embed: Embed = async () => Promise.reject(new Error("the encoder is being restarted"));
    const advice = await consultPolicy(callerWith({ rule: byPrompt, embed }), questionFor("writer", "coder"));
    expect(["writer", "coder"]).toContain(advice?.choice.model);
  });

  it("embeds no empty text, and none for a policy that does not read embeddings", async () => {
    let embedded = 0;
    const embed: Embed = async () => {
      embedded++;
      return [{ vector: Float32Array.from([1, 0]) }];
    };
    const empty = { ...questionFor("writer", "coder"), prompt: " \n" };
    expect(await consultPolicy(callerWith({ rule: byPrompt, embed }), empty)).not.toBeNull();
    expect(await consultPolicy(callerWith({ rule: byAgreement, embed }), questionFor("writer"))).not.toBeNull();
    expect(embedded).toBe(0);
    await consultPolicy(callerWith({ rule: byPrompt, embed }), questionFor("writer"));
    expect(embedded).toBe(1);
  });

  it("stops when the caller went away while the text was embedded", async () => {
    const gone = new AbortController();
    const embed: Embed = async () => {
      gone.abort();
      throw gone.signal.reason;
    };
    const asked = consultPolicy(callerWith({ rule: byPrompt, embed, signal: gone.signal }), questionFor("writer"));
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });
});
