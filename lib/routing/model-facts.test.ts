import { describe, expect, it } from "vitest";
import type { ModelVersion } from "@/lib/registry/schemas";
import { modelFacts } from "./model-facts";
import {
  TASK,
  computePrice,
  historyEntry,
  historyOf,
  routableModel,
  snapshotOf,
  taskState,
  tokenPrice,
} from "./test-snapshot";

const size = { inputTokens: 1_000, maxOutputTokens: null };
const nothing = historyOf([]);

const classifier = routableModel("local/nb", {
  kind: "classifier",
  capabilities: new Set(["classification"]),
  price: computePrice(0.36),
});

const version = (metrics: Partial<ModelVersion["metrics"]> = {}): ModelVersion => ({
  id: "0",
  taskSlug: TASK,
  modelSlug: "local/nb",
  version: "1.0.0",
  status: "active",
  artefactSha256: "0".repeat(64),
  metrics: { accuracy: 0.9, macroF1: 0.9, validationCount: 200, trainCount: 800, predictionMsP95: 10, ...metrics },
  labels: ["a", "b"],
  trainingRunId: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  deletedAt: null,
});

describe("modelFacts", () => {
  it("expects the mean output seen for this task, before that seen anywhere, before a guess", () => {
    const snapshot = () => snapshotOf([routableModel("a/b", { price: tokenPrice(0, 1_000_000) })]);
    const costOf = (entries: Parameters<typeof historyOf>[0]) =>
      modelFacts(snapshot(), historyOf(entries), taskState())[0]!.costOf(size);
    expect(costOf([])).toBe(300);
    expect(costOf([historyEntry("a/b", { task: "other", outputTokens: 80 })])).toBe(80);
    const both = [historyEntry("a/b", { task: "other", outputTokens: 80 }), historyEntry("a/b", { outputTokens: 20 })];
    expect(costOf(both)).toBe(20);
  });

  it("expects no more output than the caller allows", () => {
    const [facts] = modelFacts(
      snapshotOf([routableModel("a/b", { price: tokenPrice(0, 1_000_000) })]),
      nothing,
      taskState(),
    );
    expect(facts!.costOf({ inputTokens: 1, maxOutputTokens: 7 })).toBe(7);
  });

  it("knows no cost without a price", () => {
    const [facts] = modelFacts(snapshotOf([routableModel("a/b", { price: null })]), nothing, taskState());
    expect(facts!.costOf(size)).toBeNull();
  });

  it("prices a local model by what it was measured to take, before that by its slowest predictions", () => {
    const cost = (entries: Parameters<typeof historyOf>[0], versions: ModelVersion[]) =>
      modelFacts(snapshotOf([classifier], versions), historyOf(entries), taskState())[0]!.costOf(size);
    expect(cost([historyEntry("local/nb", { costUsd: 0.5 })], [version()])).toBeCloseTo(0.5, 12);
    expect(cost([], [version({ predictionMsP95: 10 })])).toBeCloseTo((0.01 / 3_600) * 0.36, 12);
    expect(cost([], [])).toBeNull();
  });

  it("lets a specialist stand in for a chat model on its own task only", () => {
    const summary = routableModel("local/summary", { kind: "specialist", capabilities: new Set(["summarization"]) });
    const canChat = (slug: string) => {
      const state = taskState();
      const [facts] = modelFacts(snapshotOf([summary]), nothing, { ...state, task: { ...state.task, slug } });
      return facts!.capabilities.has("chat");
    };
    expect([canChat("content_summarization"), canChat("data_extraction"), canChat(TASK)]).toEqual([true, false, false]);
  });

  it("takes a classifier only where it was trained, and its held-out accuracy as its quality", () => {
    const [untrained] = modelFacts(snapshotOf([classifier]), nothing, taskState());
    expect(untrained!.unusable).toMatch(/not trained/);
    const [trained] = modelFacts(snapshotOf([classifier], [version()]), nothing, taskState());
    expect(trained).toMatchObject({ unusable: null, quality: { mean: 90, observations: 200 } });
    const [elsewhere] = modelFacts(
      snapshotOf([classifier], [version()]),
      nothing,
      taskState({}, "classification", "other"),
    );
    expect(elsewhere!.unusable).toMatch(/not trained/);
  });

  it("says of each status why the model cannot be used", () => {
    const statuses = ["disabled", "provider_disabled", "no_key", "key_unreadable"] as const;
    const facts = modelFacts(
      snapshotOf(statuses.map((status) => routableModel(`a/${status}`, { status }))),
      nothing,
      taskState(),
    );
    expect(new Set(facts.map(({ unusable }) => unusable)).size).toBe(4);
    expect(facts.every(({ unusable }) => unusable !== null)).toBe(true);
  });

  it("is computed once per snapshot, history and task, and anew when one of them changes", () => {
    const snapshot = snapshotOf([routableModel("a/b")]);
    const [first, second] = [historyOf([], 1), historyOf([historyEntry("a/b", { quality: 90 })], 2)];
    const facts = modelFacts(snapshot, first, taskState());
    expect(modelFacts(snapshot, first, taskState())).toBe(facts);
    expect(modelFacts(snapshot, second, taskState())[0]!.quality.observations).toBe(100);
    expect(modelFacts(snapshot, second, taskState({}, "generation", "other"))[0]!.quality.mean).not.toBeNull();
    expect(modelFacts(snapshotOf([]), second, taskState())).toEqual([]);
  });
});
