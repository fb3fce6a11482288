import { describe, expect, it } from "vitest";
import { composeAgreement, rulesOf } from "./compose-agreement";
import { createTrialBook, type CascadeFamily, type Trial } from "./trial";

const trial = (finalAnswer: string | null, changes: Partial<Trial> = {}): Trial => ({
  testId: "t",
  quality: finalAnswer === "42" ? 100 : 0,
  costUsd: 1,
  latencyMs: 10,
  cpuMs: null,
  memoryMb: null,
  confidence: null,
  finalAnswer,
  error: null,
  executionId: null,
  ...changes,
});

const asked = (answers: readonly (Trial | undefined)[], votes = 2) =>
  composeAgreement(
    "t",
    answers.map((_, index) => String(index)),
    votes,
    (id) => answers[Number(id)],
  );

describe("models that have to agree", () => {
  it("ask no further once enough answers come to the same, however they are written, and pay for every call", () => {
    const answer = asked([trial("42"), trial("7"), trial("42.0"), trial("7")]);
    expect(answer).toMatchObject({ quality: 0, finalAnswer: "42.0", costUsd: 3, latencyMs: 30 });
    expect(asked([trial("7"), trial("7"), trial("42")])).toMatchObject({ quality: 0, costUsd: 2 });
  });

  it("take the last answer when all differ, and never one of a call that failed", () => {
    expect(asked([trial("1"), trial("2"), trial("42")])).toMatchObject({ finalAnswer: "42", costUsd: 3 });
    expect(asked([trial("1"), trial("42"), trial(null, { error: "down", costUsd: 0 })])).toMatchObject({
      finalAnswer: "42",
      error: null,
      costUsd: 2,
    });
    expect(asked([trial(null, { error: "a" }), trial(null, { error: "b" })])).toMatchObject({ error: "b" });
  });

  it("say nothing where a model that would have been asked was not, and cost an unknown sum with one of unknown price", () => {
    expect(asked([trial("1"), undefined, trial("1")])).toBeNull();
    expect(asked([trial("1"), trial("1", { costUsd: null })])?.costUsd).toBeNull();
  });

  it("are compared only where their answers can be", () => {
    const members = ["a", "b", "c"].map((model) => ({ candidateId: model, model }));
    const family: CascadeFamily = { by: "agreement", id: "a1", label: "", why: "", members };
    const book = createTrialBook();
    const ids = Array.from({ length: 20 }, (_, index) => `t${index}`);
    for (const testId of ids) for (const { model } of members) book.set(model, { ...trial("42"), testId });
    expect(rulesOf(family, ids, book)).toContainEqual({ models: ["a", "b", "c"], votes: 2 });
    for (const testId of ids) for (const { model } of members) book.set(model, { ...trial(null), testId });
    expect(rulesOf(family, ids, book)).toEqual([]);
    expect(rulesOf(family, [], book)).toEqual([]);
  });
});
