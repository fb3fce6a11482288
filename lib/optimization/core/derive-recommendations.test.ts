import { describe, expect, it } from "vitest";
import type { ComparedModel, Substitution } from "@/lib/executions/schemas";
import type { Trigger } from "@/lib/training/schemas";
import { deriveRecommendations, type MeasuredPrompt } from "./derive-recommendations";

const substitution = (changes: Partial<Substitution>): Substitution => ({
  task: "general_chat",
  model: "a/dear",
  alternative: "b/cheap",
  callCount: 1_000,
  costUsd: 100,
  alternativeCostUsd: 20,
  savingUsd: 80,
  quality: null,
  alternativeQuality: null,
  verdict: "supported",
  explanation: "because",
  ...changes,
});

const served = (model: string, quality: number, changes: Partial<ComparedModel> = {}) =>
  ({
    model,
    quality,
    qualityLow: quality - 2,
    qualityHigh: quality + 2,
    qualityCount: 100,
    costUsdPerCall: 0.01,
    ...changes,
  }) as ComparedModel;

const task = (models: ComparedModel[], classifiers: string[] = [], hasCascade = false) => ({
  substitutions: [],
  retrainings: [],
  tasks: [{ task: "t", models, classifiers, hasCascade, repeats: null, prompt: null }],
});

describe("recommendations", () => {
  it("propose to keep answers where enough is asked again, with what it cost, and not for a few", () => {
    const asked = (hits: number) =>
      deriveRecommendations({
        substitutions: [],
        retrainings: [],
        tasks: [
          {
            task: "t",
            models: [],
            classifiers: [],
            hasCascade: false,
            repeats: { asked: 1_000, hits, hitUsd: hits / 100, days: 3 },
            prompt: null,
          },
        ],
      });
    expect(asked(100)).toMatchObject([{ kind: "enable_cache", effect: { mean: 10 }, confidence: "measured" }]);
    expect(asked(49)).toEqual([]);
    expect(asked(20)).toEqual([]);
  });

  it("propose a shorter prompt only when it is clearly shorter and its answers surely lose no more than the margin", () => {
    const version = (
      number: number,
      inputTokens: number | null,
      changes: Partial<MeasuredPrompt> = {},
    ): MeasuredPrompt => ({
      version: number,
      count: 1_000,
      scoredCount: 400,
      quality: 80,
      qualitySd: 10,
      inputTokens,
      costUsd: (inputTokens ?? 0) / 10_000,
      ...changes,
    });
    const proposed = (other: MeasuredPrompt, now = version(1, 1_000)) =>
      deriveRecommendations({
        substitutions: [],
        retrainings: [],
        tasks: [
          {
            task: "t",
            models: [],
            classifiers: [],
            hasCascade: false,
            repeats: null,
            prompt: { slug: "answer", inUse: 1, versions: [now, other] },
          },
        ],
      });
    expect(proposed(version(2, 400))).toMatchObject([
      {
        kind: "shorten_prompt",
        type: "cost_reduction",
        effect: { what: "usd_a_month", mean: expect.closeTo(60, 6) as number },
        explanation: expect.stringContaining("400 tokens with it and 1000 with version 1") as string,
      },
    ]);
    expect(proposed(version(2, 950))).toEqual([]);
    expect(proposed(version(2, 400, { quality: 78.5 }))).toEqual([]);
    expect(proposed(version(2, 400, { scoredCount: 29 }))).toEqual([]);
    expect(proposed(version(2, null))).toEqual([]);
    // What is saved is unknown where a price is; the proposal stands.
    expect(proposed(version(2, 400, { costUsd: null }))).toMatchObject([{ effect: null }]);
    expect(proposed(version(2, 400), version(1, 1_000, { quality: null, qualitySd: null }))).toEqual([]);
  });

  it("propose to drop a model only when another is surely better and cheaper too", () => {
    const dominated = (changes: Partial<ComparedModel>) =>
      deriveRecommendations(
        task([
          served("a/good", 90, { count: 500, costUsdPerCall: 0.01 }),
          served("b/poor", 60, { count: 200, costUsdPerCall: 0.05, ...changes }),
        ]),
      ).filter(({ kind }) => kind === "remove_model");
    expect(dominated({})).toMatchObject([{ fingerprint: "remove_model:t:b/poor", effect: { mean: 8 } }]);
    expect(dominated({ costUsdPerCall: 0.001 })).toEqual([]);
    expect(dominated({ costUsdPerCall: null })).toEqual([]);
    expect(dominated({ qualityHigh: 89 })).toEqual([]);
    expect(dominated({ qualityCount: 5 })).toEqual([]);
  });

  it("propose another model only where the measurements support it and the saving is worth it", () => {
    expect(deriveRecommendations({ substitutions: [substitution({})], tasks: [], retrainings: [] })).toMatchObject([
      { kind: "switch_model", type: "cost_reduction", effect: { what: "usd_a_month", mean: 80 } },
    ]);
    for (const poor of [{ verdict: "too_few_scores" as const }, { savingUsd: 0.5 }, { savingUsd: null }]) {
      expect(deriveRecommendations({ substitutions: [substitution(poor)], tasks: [], retrainings: [] })).toEqual([]);
    }
  });

  it("propose a better model only when the intervals lie apart", () => {
    expect(deriveRecommendations(task([served("a", 70), served("b", 80)]))).toMatchObject([
      { kind: "better_model", effect: { what: "quality_points", mean: 10, low: 6, high: 14 } },
    ]);
    expect(deriveRecommendations(task([served("a", 70), served("b", 73)]))).toEqual([]);
    expect(deriveRecommendations(task([served("a", 70), served("b", 90, { qualityCount: 5 })]))).toEqual([]);
  });

  it("propose a cascade where a dear classifier serves and a cheaper one is trained, and not twice", () => {
    const models = [served("local/council", 90), served("local/tfidf", 88, { costUsdPerCall: 0.0001 })];
    const names = ["local/council", "local/tfidf"];
    expect(deriveRecommendations(task(models, names)).map(({ kind }) => kind)).toEqual(["add_cascade"]);
    expect(deriveRecommendations(task(models, names, true))).toEqual([]);
    expect(deriveRecommendations(task(models, ["local/council"]))).toEqual([]);
  });

  it("propose to train again where a trigger fires, with its reasons, and not because time has passed", () => {
    const trigger = (kind: Trigger["kind"], state: Trigger["state"]): Trigger => ({
      kind,
      state,
      value: 1,
      threshold: 1,
      reason: `${kind} ${state}`,
    });
    const proposed = (...triggers: Trigger[]) =>
      deriveRecommendations({ substitutions: [], tasks: [], retrainings: [{ task: "t", triggers, since: "then" }] });
    expect(
      proposed(trigger("accuracy", "fires"), trigger("label_drift", "fires"), trigger("examples", "quiet")),
    ).toEqual([
      {
        task: "t",
        fingerprint: "retrain:t:then",
        kind: "retrain",
        title: "Train t again: it is right less often than before",
        explanation: expect.stringContaining("accuracy fires. label_drift fires. ") as string,
        type: null,
        effect: null,
        confidence: "measured",
      },
    ]);
    expect(proposed(trigger("time", "fires"), trigger("accuracy", "quiet"), trigger("input_drift", "unknown"))).toEqual(
      [],
    );
  });
});
