import { describe, expect, it } from "vitest";
import { messageWords } from "./message-words";
import { afterTurn, type SessionState, type Turn } from "./session-state";
import { topicChange } from "./topic-change";

const turn = (given: Partial<Turn> = {}): Turn => ({
  ref: "s",
  task: "general_chat",
  emotion: "neutral",
  category: "coding",
  words: ["sort"],
  embedding: null,
  isTopicChange: false,
  ...given,
});
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const served = (before: SessionState | null, model: string | null, given: Partial<Turn> = {}, minute = 0) =>
  afterTurn(before, turn(given), { model, tokens: 100, at: at(minute) });

describe("a session", () => {
  it("remembers its model, and counts a change of it within a topic only", () => {
    const first = served(null, "a");
    const second = served(first, "b");
    const third = served(second, "c", { isTopicChange: true, category: "math", words: ["solve"] });
    expect(second).toMatchObject({ model: "b", switches: 1, turns: 2 });
    expect(third).toMatchObject({ model: "c", switches: 1, turns: 3 });
    expect(third.topics).toMatchObject([
      { category: "coding", models: ["a", "b"], turns: 2 },
      { category: "math", models: ["c"], turns: 1 },
    ]);
  });

  it("keeps its model when an answer came from the cache", () => {
    expect(served(served(null, "a"), null).model).toBe("a");
  });

  it("stays small however long it goes on", () => {
    let state: SessionState | null = null;
    for (let n = 0; n < 500; n++) {
      state = served(state, `m${n}`, { isTopicChange: n % 3 === 0, words: [`w${n}`, `x${n}`] });
    }
    expect(state!.topics).toHaveLength(20);
    expect(state!.memory.words.length).toBeLessThanOrEqual(80);
    expect(JSON.stringify(state).length).toBeLessThan(12_000);
  });
});

describe("a change of topic", () => {
  const memory = served(null, "a", { words: messageWords("Explain quicksort and its partition step") }).memory;
  const next = (text: string, label: "coding" | "math", confidence = 0.95) =>
    topicChange(memory, { category: { label, confidence }, words: messageWords(text), embedding: null });

  it("is seen when another category is talked about", () => {
    expect(next("Solve 2x + 5 = 15 for the unknown", "math").isChange).toBe(true);
  });

  it("is not seen in a follow-up", () => {
    expect(next("Now explain mergesort", "coding").isChange).toBe(false);
    expect(next("why?", "coding", 0.3).isChange).toBe(false);
  });

  it("is a probability, whatever is said", () => {
    for (const text of ["", "x".repeat(10_000), "🙂"]) {
      const { probability } = next(text, "math", 1);
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  });
});
