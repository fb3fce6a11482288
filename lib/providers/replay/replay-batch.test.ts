import { describe, expect, it } from "vitest";
import { ReplayBatch } from "./replay-batch";

const answered = (answer: string | null, prompt = "p") => ({
  id: "1",
  prompt,
  task: null,
  results: { "replay/a": { answer, score: 1, costUsd: null } },
});

function sizeWhenFull(next: ReturnType<typeof answered>): number {
  const batch = new ReplayBatch();
  while (!batch.isFull) batch.add(next);
  return batch.prompts.length;
}

describe("prompts that are stored together", () => {
  it("are two hundred at most", () => {
    expect(sizeWhenFull(answered(null))).toBe(200);
  });

  it("are fewer when their prompts or answers are long, so that no statement is huge", () => {
    const long = "x".repeat(400_000);
    expect(sizeWhenFull(answered(long))).toBe(10);
    expect(sizeWhenFull(answered(null, long))).toBe(10);
    expect(sizeWhenFull(answered(long, long))).toBe(5);
  });
});
