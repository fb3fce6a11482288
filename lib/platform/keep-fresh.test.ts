import { describe, expect, it, vi } from "vitest";
import { keepFresh } from "./keep-fresh";

/** A source whose readings end when the test says so. */
function slowSource() {
  let written = 0;
  let kept = -1;
  const ends: (() => void)[] = [];
  const read = vi.fn(async () => {
    const seen = written;
    await new Promise<void>((resolve) => ends.push(resolve));
    kept = seen;
  });
  return {
    read,
    write: (value: number) => (written = value),
    kept: () => kept,
    endOne: async () => {
      ends.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const fresh = (read: () => Promise<void>) => keepFresh({ read, pollMs: 1_000, onError: () => undefined });

describe("what is kept in memory", () => {
  it("holds what was written before the refresh, also when a reading began earlier", async () => {
    const source = slowSource();
    const { refresh } = fresh(source.read);
    const first = refresh();
    source.write(7);
    const second = refresh();
    await source.endOne();
    await first;
    expect(source.kept()).toBe(0);
    await source.endOne();
    await second;
    expect(source.kept()).toBe(7);
  });

  it("is read once for all who ask meanwhile, and never twice at the same time", async () => {
    const source = slowSource();
    const { refresh } = fresh(source.read);
    const asked = [refresh(), refresh(), refresh(), refresh()];
    await source.endOne();
    expect(source.read).toHaveBeenCalledTimes(2);
    await source.endOne();
    await Promise.all(asked);
    expect(source.read).toHaveBeenCalledTimes(2);
  });

  it("is read again after a failure, which only those are told who asked for it", async () => {
    const read = vi.fn().mockRejectedValueOnce(new Error("down")).mockResolvedValue(undefined);
    const { refresh } = fresh(read);
    const [failed, shared] = await Promise.allSettled([refresh(), refresh()]);
    expect([failed.status, shared.status]).toEqual(["rejected", "fulfilled"]);
    await refresh();
    expect(read).toHaveBeenCalledTimes(3);
  });

  it("is read by the clock until it is stopped", async () => {
    const read = vi.fn(async () => undefined);
    const kept = keepFresh({ read, pollMs: 1, onError: () => undefined });
    await kept.start();
    await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(2));
    await kept.stop();
    const count = read.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(read).toHaveBeenCalledTimes(count);
  });
});
