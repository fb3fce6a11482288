import { describe, expect, it } from "vitest";
import { Configuration } from "@/lib/registry/schemas";
import { OPTIMIZATION_TYPES } from "../words";
import { deriveCandidates, type EligibleModel, type TaskFacts } from "./derive-candidates";

const model = (slug: string, changes: Partial<EligibleModel> = {}): EligibleModel => ({
  slug,
  isClassifier: false,
  isReasoning: false,
  quality: null,
  costUsd: 0.01,
  latencyMsP50: 1_000,
  ...changes,
});

const CHAT = [
  model("a/best", { costUsd: 0.1, isReasoning: true }),
  model("b/middle"),
  model("c/cheap", { costUsd: 0.001 }),
];
const CLASSIFIERS = [
  model("local/nb", { isClassifier: true, costUsd: 1e-9 }),
  model("local/tfidf", { isClassifier: true, costUsd: 2e-9 }),
  model("local/council", { isClassifier: true, costUsd: 1e-7 }),
];

const facts = (changes: Partial<TaskFacts> & { settings?: object } = {}): TaskFacts => ({
  kind: "generation",
  configuration: Configuration.parse(changes.settings ?? {}),
  models: CHAT,
  current: "b/middle",
  promptVersions: [],
  examples: [],
  ...changes,
});

const labels = (given: TaskFacts, type: (typeof OPTIMIZATION_TYPES)[number]) =>
  deriveCandidates(given, type).candidates.map(({ label }) => label);

describe("candidates", () => {
  it("could all be put in force as they stand, have names of their own, and differ from what is in force", () => {
    for (const type of OPTIMIZATION_TYPES) {
      for (const given of [facts(), facts({ models: CLASSIFIERS, kind: "classification", current: "local/council" })]) {
        const { candidates, members } = deriveCandidates(given, type);
        const ids = [...candidates, ...members].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { changes } of candidates) {
          const configuration = Configuration.parse({ ...given.configuration, ...changes });
          expect(configuration).not.toEqual(given.configuration);
        }
      }
    }
  });

  it("hold cheap models that have to agree where several answer for less than the one in force", () => {
    const models = [...CHAT, model("d/tiny", { costUsd: 0.0005 })];
    const given = facts({ models, current: "a/best", settings: { model: "a/best" } });
    const [family] = deriveCandidates(given, "cost_reduction").families;
    expect(family).toMatchObject({ by: "agreement" });
    expect(family!.members.map(({ model }) => model)).toEqual(["b/middle", "c/cheap", "d/tiny", "a/best"]);
    expect(deriveCandidates(given, "performance").families).toEqual([]);
    // What the router chooses changes from request to request, and two models never outvote one another.
    expect(deriveCandidates(facts({ models, current: "a/best" }), "cost_reduction").families).toEqual([]);
    const two = facts({ models: [CHAT[0]!, CHAT[2]!], current: "a/best", settings: { model: "a/best" } });
    expect(deriveCandidates(two, "cost_reduction").families).toEqual([]);
  });

  it("leave out what is known to miss the goal, and try what is unknown", () => {
    expect(labels(facts(), "cost_reduction")).toEqual(["Always c/cheap", "Ask for brief answers"]);
    const unknown = facts({ models: [...CHAT, model("d/unpriced", { costUsd: null })] });
    expect(labels(unknown, "cost_reduction")).toContain("Always d/unpriced");
  });

  it("try a council for better answers only, and more or less thought where a model can think", () => {
    expect(labels(facts(), "quality_improvement").filter((label) => label.includes("council"))).toHaveLength(2);
    expect(labels(facts(), "cost_reduction").some((label) => label.includes("council"))).toBe(false);
    expect(labels(facts({ current: "a/best" }), "quality_improvement")).toContain("Reasoning effort high");
    expect(labels(facts(), "quality_improvement")).not.toContain("Reasoning effort high");
  });

  it("try other versions of a prompt of the library instead of another system prompt", () => {
    const given = facts({ settings: { prompt: { slug: "answers" } }, promptVersions: [4, 2] });
    const tried = labels(given, "model_tuning");
    expect(tried).toContain("Version 4 of the prompt answers");
    expect(tried.some((label) => label.includes("brief"))).toBe(false);
  });

  it("put cheaper classifiers before the one that serves, and ask no prompt of a classifier", () => {
    const given = facts({ models: CLASSIFIERS, kind: "classification", current: "local/council" });
    const { candidates, families, members } = deriveCandidates(given, "cost_reduction");
    expect(families.map(({ label }) => label)).toEqual([
      "local/nb first, local/council when it is unsure",
      "local/tfidf first, local/council when it is unsure",
    ]);
    // A percentile is the latency of the few that go on.
    expect(deriveCandidates(given, "performance").families.map(({ label }) => label)).toContain(
      "local/tfidf first, then local/nb, local/council when both are unsure",
    );
    expect(members.map(({ changes }) => changes.model)).toEqual(["local/council"]);
    expect(candidates.every(({ changes }) => changes.systemPrompt === undefined)).toBe(true);
  });

  it("try what a collection tells a model: other sources, more or fewer, and none", () => {
    const settings = { retrieval: { collection: "help", mode: "full_text", depth: 6 } };
    const better = labels(facts({ settings }), "quality_improvement");
    expect(better).toContain("Sources of help found by words and meaning");
    expect(better).toContain("20 sources of help");
    expect(better).not.toContain("3 sources of help");
    const cheaper = labels(facts({ settings }), "cost_reduction");
    expect(cheaper).toContain("3 sources of help");
    expect(cheaper).toContain("No sources");
    expect(cheaper).not.toContain("20 sources of help");
    expect(labels(facts(), "quality_improvement").some((label) => label.includes("ources"))).toBe(false);
  });

  it("try other searches and depths for a task that searches, never without its collection", () => {
    const models = ["text", "vector", "hybrid"].map((name) => model(`local/search-${name}`));
    const settings = { retrieval: { collection: "help" }, model: "local/search-text" };
    const given = facts({ kind: "retrieval", models, current: "local/search-text", settings });
    expect(labels(given, "quality_improvement")).toEqual([
      "Always local/search-vector",
      "Always local/search-hybrid",
      "6 sources of help",
      "10 sources of help",
      "20 sources of help",
    ]);
    for (const type of OPTIMIZATION_TYPES) {
      const { candidates } = deriveCandidates(given, type);
      expect(candidates.every(({ changes }) => changes.retrieval !== null && !("parameters" in changes))).toBe(true);
      expect(candidates.every(({ changes }) => changes.systemPrompt === undefined && !changes.council)).toBe(true);
    }
  });

  it("are none where nothing else can serve", () => {
    const { candidates, families } = deriveCandidates(
      facts({ models: [CLASSIFIERS[0]!], kind: "classification", current: "local/nb" }),
      "cost_reduction",
    );
    expect(candidates.length + families.length).toBe(0);
  });
});
