import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryCounter } from "./memory-counter";
import { decide } from "./sliding-window";

const counts = fc.record({
  previous: fc.integer({ min: 0, max: 60 }),
  current: fc.integer({ min: 0, max: 60 }),
  nowMs: fc.integer({ min: 0, max: 10_000_000 }),
});
const rule = fc.record({ limit: fc.integer({ min: 1, max: 50 }), windowMs: fc.integer({ min: 1, max: 100_000 }) });

describe("decide", () => {
  it("allows a refused caller at the moment it named, and not a step before", () => {
    fc.assert(
      fc.property(counts, rule, (before, limits) => {
        const { allowed, resetAt } = decide(before, limits);
        fc.pre(!allowed);
        const later = (nowMs: number) => {
          const passed = Math.floor(nowMs / limits.windowMs) - Math.floor(before.nowMs / limits.windowMs);
          if (passed === 0) return decide({ ...before, nowMs }, limits).allowed;
          return decide({ previous: passed === 1 ? before.current : 0, current: 0, nowMs }, limits).allowed;
        };
        expect(later(resetAt.getTime() + 1)).toBe(true);
        if (resetAt.getTime() - 2 > before.nowMs) expect(later(resetAt.getTime() - 2)).toBe(false);
      }),
    );
  });

  it("takes as many units as a hit costs, and names the moment from which on they are free", () => {
    const cost = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(counts, rule, cost, (before, limits, wanted) => {
        fc.pre(wanted <= limits.limit);
        const { allowed, remaining, resetAt } = decide(before, limits, wanted);
        expect(remaining).toBeGreaterThanOrEqual(0);
        fc.pre(!allowed);
        const nowMs = resetAt.getTime() + 1;
        const passed = Math.floor(nowMs / limits.windowMs) - Math.floor(before.nowMs / limits.windowMs);
        const [previous, current] =
          passed === 0 ? [before.previous, before.current] : [passed === 1 ? before.current : 0, 0];
        expect(decide({ previous, current, nowMs }, limits, wanted).allowed).toBe(true);
      }),
    );
  });

  it("counts the window before by the share that still matters", () => {
    expect(decide({ previous: 10, current: 0, nowMs: 1_500 }, { limit: 10, windowMs: 1_000 })).toMatchObject({
      allowed: true,
      remaining: 4,
    });
  });
});

describe("createMemoryCounter", () => {
  it("allows exactly the limit in a burst, then says when to come back", async () => {
    let nowMs = 60_000;
    const counter = createMemoryCounter(() => new Date(nowMs));
    const limits = { limit: 5, windowMs: 60_000 };
    const hits = [];
    for (let index = 0; index < 8; index++) hits.push(await counter.hit("ada", limits));
    expect(hits.map((hit) => hit.allowed)).toEqual([true, true, true, true, true, false, false, false]);
    expect(hits.map((hit) => hit.remaining)).toEqual([4, 3, 2, 1, 0, 0, 0, 0]);
    nowMs = hits[5]!.resetAt.getTime() + 1;
    expect((await counter.hit("ada", limits)).allowed).toBe(true);
  });

  it("counts every key and every window length for itself", async () => {
    const counter = createMemoryCounter(() => new Date(0));
    const once = { limit: 1, windowMs: 1_000 };
    expect((await counter.hit("a", once)).allowed).toBe(true);
    expect((await counter.hit("b", once)).allowed).toBe(true);
    expect((await counter.hit("a", { limit: 1, windowMs: 2_000 })).allowed).toBe(true);
    expect((await counter.hit("a", once)).allowed).toBe(false);
  });

  it("takes several units at once, and gives back what turned out too much", async () => {
    const counter = createMemoryCounter(() => new Date(0));
    const limits = { limit: 100, windowMs: 1_000 };
    const taken = await counter.hit("a", limits, 80);
    expect(taken).toMatchObject({ allowed: true, remaining: 20 });
    expect(await counter.hit("a", limits, 30)).toMatchObject({ allowed: false, remaining: 20 });
    await counter.adjust("a", limits, -50, taken.resetAt);
    expect(await counter.hit("a", limits, 30)).toMatchObject({ allowed: true, remaining: 40 });
    await counter.adjust("a", limits, 500, taken.resetAt);
    expect((await counter.hit("a", limits)).allowed).toBe(false);
    await counter.adjust("a", limits, -10_000, taken.resetAt);
    expect(await counter.hit("a", limits)).toMatchObject({ allowed: true, remaining: 99 });
  });

  it("gives back to the window that was taken from: what the next one took stays taken", async () => {
    let nowMs = 0;
    const counter = createMemoryCounter(() => new Date(nowMs));
    const limits = { limit: 100, windowMs: 1_000 };
    const first = await counter.hit("a", limits, 80);
    nowMs = 1_999;
    const second = await counter.hit("a", limits, 60);
    expect(second.allowed).toBe(true);
    await counter.adjust("a", limits, -80, first.resetAt);
    expect(await counter.hit("a", limits, 60)).toMatchObject({ allowed: false, remaining: 40 });
    nowMs = 3_000;
    expect(await counter.hit("a", limits, 60)).toMatchObject({ allowed: true, remaining: 40 });
    await counter.adjust("a", limits, -60, first.resetAt);
    expect(await counter.hit("a", limits, 60)).toMatchObject({ allowed: false });
  });

  it("forgets after two windows", async () => {
    let nowMs = 0;
    const counter = createMemoryCounter(() => new Date(nowMs));
    const rule = { limit: 1, windowMs: 1_000 };
    await counter.hit("a", rule);
    nowMs = 2_000;
    expect((await counter.hit("a", rule)).allowed).toBe(true);
  });

  it("keeps counting when somebody invents more keys than it keeps", async () => {
    const counter = createMemoryCounter(() => new Date(0));
    for (let index = 0; index < 100_050; index++) await counter.hit(`key ${index}`, { limit: 1, windowMs: 1_000 });
    expect((await counter.hit("key 100049", { limit: 1, windowMs: 1_000 })).allowed).toBe(false);
    expect((await counter.hit("key 0", { limit: 1, windowMs: 1_000 })).allowed).toBe(true);
  });
});
