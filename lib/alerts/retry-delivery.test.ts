import { describe, expect, it } from "vitest";
import { MAX_ATTEMPTS, pauseAfter } from "./retry-delivery";

const pauses = (random: number, askedMs?: number) =>
  Array.from({ length: MAX_ATTEMPTS }, (_, index) => pauseAfter(index + 1, { askedMs, random: () => random }));

describe("the pause before a delivery is tried again", () => {
  it("grows with every attempt, and ends with the last one", () => {
    const longest = pauses(1);
    expect(longest.slice(0, 3)).toEqual([30_000, 120_000, 600_000]);
    expect(longest.at(-1)).toBeNull();
    const all = longest.flatMap((pause) => pause ?? []);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(all.reduce((sum, pause) => sum + pause, 0)).toBe(85_350_000);
  });

  it("is spread over half of its length, and never shorter than the receiver asked for", () => {
    expect(pauses(0)[0]).toBe(15_000);
    expect(pauses(0, 60_000)[0]).toBe(60_000);
    expect(pauses(1, 1)[1]).toBe(120_000);
  });
});
