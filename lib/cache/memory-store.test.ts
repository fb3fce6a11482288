import { describe, expect, it } from "vitest";
import { MemoryStore } from "./memory-store";
import type { StoredAnswer } from "./stored-answer";
import { letterVector } from "./test-vectors";

const answer = (more: Partial<StoredAnswer> = {}, content = "x".repeat(500)): StoredAnswer => ({
  organizationId: "a",
  taskSlug: "t",
  model: "m",
  costUsd: 1,
  storedAtMs: 0,
  expiresAtMs: 1_000,
  response: {
    id: "1",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
  },
  ...more,
});

function store(maxBytes = 40_000) {
  const clock = { nowMs: 0, evicted: 0 };
  const memory = new MemoryStore({ maxBytes, now: () => clock.nowMs, onEvict: () => clock.evicted++ });
  return { memory, clock };
}

const meaning = (text: string, frame = "f") => ({ frame, vector: letterVector(text) });

describe("answers in memory", () => {
  it("are gone when their time is over", () => {
    const { memory, clock } = store();
    memory.set("k", answer(), meaning("hello"));
    clock.nowMs = 999;
    expect(memory.get("k")).not.toBeNull();
    clock.nowMs = 1_000;
    expect(memory.nearest("f", letterVector("hello"), 0.9)).toEqual([]);
    expect(memory.get("k")).toBeNull();
    expect(memory.size()).toEqual({ entries: 0, bytes: 0 });
  });

  it("never take more room than they may, and what was not used for longest goes first", () => {
    const { memory, clock } = store();
    for (let index = 0; index < 18; index++) memory.set(`k${index}`, answer(), null);
    memory.get("k0");
    for (let index = 18; index < 30; index++) {
      memory.set(`k${index}`, answer(), null);
      expect(memory.size().bytes).toBeLessThanOrEqual(40_000);
    }
    expect(memory.get("k0")).not.toBeNull();
    expect(memory.get("k1")).toBeNull();
    expect(clock.evicted).toBe(30 - memory.size().entries);
  });

  it("of one organization do not push out those of others", () => {
    const { memory } = store();
    memory.set("other", answer({ organizationId: "b" }), null);
    for (let index = 0; index < 100; index++) memory.set(`k${index}`, answer(), null);
    expect(memory.get("other")).not.toBeNull();
    expect(memory.size("b").entries).toBe(1);
  });

  it("that are larger than a tenth of the room are not kept", () => {
    const { memory } = store();
    expect(memory.set("k", answer({}, "x".repeat(5_000)), null)).toBe(false);
    expect(memory.size()).toEqual({ entries: 0, bytes: 0 });
  });

  it("are found by meaning in their own frame only, and not after they are gone", () => {
    const { memory } = store();
    memory.set("k", answer(), meaning("where is my card"));
    expect(memory.nearest("f", letterVector("where is my card?"), 0.99)).toMatchObject([{ answer: { model: "m" } }]);
    const wrong = Float32Array.from({ length: 512 }, () => NaN);
    expect(memory.nearest("f", wrong, 0)).toEqual([]);
    expect(memory.nearest("f", new Float32Array(3), 0)).toEqual([]);
    expect(memory.nearest("other", letterVector("where is my card?"), 0)).toEqual([]);
    memory.delete("k");
    expect(memory.nearest("f", letterVector("where is my card?"), 0)).toEqual([]);
  });

  it("are purged by organization and task", () => {
    const { memory } = store();
    memory.set("1", answer(), null);
    memory.set("2", answer({ taskSlug: "u" }), null);
    memory.set("3", answer({ organizationId: "b" }), null);
    expect(memory.purge("a", "u")).toBe(1);
    expect(memory.purge("a", null)).toBe(1);
    expect(memory.size().entries).toBe(1);
  });

  it("count the same after any order of changes", () => {
    const { memory } = store(20_000);
    for (let step = 0; step < 2_000; step++) {
      const key = `k${(step * 7) % 23}`;
      if (step % 5 === 0) memory.delete(key);
      else
        memory.set(
          key,
          answer({ organizationId: step % 3 ? "a" : "b" }, "y".repeat(step % 700)),
          step % 2 ? meaning(key) : null,
        );
    }
    memory.purge("a", null);
    memory.purge("b", null);
    expect(memory.size()).toEqual({ entries: 0, bytes: 0 });
    expect(memory.size("a").bytes).toBe(0);
  });
});
