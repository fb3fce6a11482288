import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { every } from "./every";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("every", () => {
  it("repeats, goes on after a failure, and ends when told", async () => {
    let runs = 0;
    const errors: unknown[] = [];
    const action = async () => {
      runs += 1;
      if (runs === 2) throw new Error("once");
    };
    const end = every(100, action, (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(450);
    expect(runs).toBe(4);
    expect(errors).toHaveLength(1);
    await end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(runs).toBe(4);
  });

  it("never overlaps itself", async () => {
    let active = 0;
    let most = 0;
    const end = every(
      10,
      async () => {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setTimeout(resolve, 95));
        active -= 1;
      },
      () => {},
    );
    await vi.advanceTimersByTimeAsync(1_000);
    expect(most).toBe(1);
    const ended = end();
    await vi.advanceTimersByTimeAsync(100);
    await ended;
  });
});
