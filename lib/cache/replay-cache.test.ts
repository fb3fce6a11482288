import { describe, expect, it } from "vitest";
import { replayCache, type ReplayedQuestion, type ReplayRules } from "./replay-cache";
import { letterVector } from "./test-vectors";

const asked = (atSeconds: number, prompt: string, changes: Partial<ReplayedQuestion> = {}): ReplayedQuestion => ({
  atMs: atSeconds * 1_000,
  prompt,
  inputTokens: prompt.length,
  userRef: null,
  ...changes,
});
const RULES: ReplayRules = { mode: "exact", ttlSeconds: 100, minSimilarity: null, isPerUser: false };
const hits = (questions: ReplayedQuestion[], rules: Partial<ReplayRules> = {}) =>
  replayCache(
    questions,
    { ...RULES, ...rules },
    { embed: (texts) => Promise.resolve(texts.map(letterVector)) },
    new AbortController().signal,
  );

describe("a replayed cache", () => {
  it("answers what was asked before, until the answer is too old", async () => {
    const questions = [
      asked(0, "a"),
      asked(50, "a"),
      asked(100, "a"),
      asked(101, "a"),
      asked(150, "a"),
      asked(160, "b"),
    ];
    expect(await hits(questions)).toEqual([null, 0, 0, null, 3, null]);
  });

  it("takes questions for equal only when they have as many tokens: something else may stand before them", async () => {
    expect(await hits([asked(0, "yes"), asked(1, "yes", { inputTokens: 900 })])).toEqual([null, null]);
  });

  it("gives no user another's answer where answers are one's own", async () => {
    const questions = [asked(0, "a", { userRef: "ada" }), asked(1, "a", { userRef: "bob" })];
    expect(await hits(questions)).toEqual([null, 0]);
    expect(await hits(questions, { isPerUser: true })).toEqual([null, null]);
  });

  it("takes other words for the same only by the cache's own rule", async () => {
    const questions = [
      asked(0, "How do I reset my password?"),
      asked(1, "How can I reset my password?"),
      asked(2, "How do I not reset my password?"),
    ];
    expect(await hits(questions)).toEqual([null, null, null]);
    expect(await hits(questions, { mode: "semantic" })).toEqual([null, 0, null]);
    expect(await hits(questions, { mode: "semantic", minSimilarity: 1.1 })).toEqual([null, null, null]);
  });
});
