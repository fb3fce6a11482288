import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPriceTimeline, inForceAt, pricePeriod, type StatedPrice } from "./model-price";
import type { PriceOverride } from "./price-schemas";

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.parse("2026-01-01T00:00:00Z");
const day = (number: number) => new Date(START_MS + number * DAY_MS).toISOString();

const priceOf = (inputPerMillion: number): PriceOverride => ({
  inputPerMillion,
  outputPerMillion: 2 * inputPerMillion,
  cacheReadPerMillion: null,
  cacheWritePerMillion: null,
});

const stated = (id: number, changes: Partial<StatedPrice> = {}): StatedPrice => ({
  id: `statement-${id}`,
  price: priceOf(id + 1),
  validFrom: null,
  validTo: null,
  createdAt: day(id),
  withdrawnAt: null,
  ...changes,
});

/** Newest first, as the store gives them. */
const statements = fc
  .array(
    fc.record({
      from: fc.option(fc.integer({ min: 0, max: 60 })),
      length: fc.option(fc.integer({ min: 1, max: 30 })),
      isWithdrawn: fc.boolean(),
      isBook: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all
      .map(({ from, length, isWithdrawn, isBook }, id) =>
        stated(id, {
          ...(isBook && { price: null }),
          validFrom: from === null ? null : day(from),
          validTo: length === null ? null : day((from ?? 0) + length),
          withdrawnAt: isWithdrawn ? day(100) : null,
        }),
      )
      .reverse(),
  );

const instant = fc.integer({ min: -5 * 24, max: 100 * 24 }).map((hours) => START_MS + hours * 3_600_000);
const at = (statedPrices: readonly StatedPrice[], atMs: number) =>
  pricePeriod({ upstreamId: "gpt-5-mini", statedPrices }, "openai", { at: new Date(atMs), cpuHourUsd: 0.05 });

describe("the price in force", () => {
  it("is what a person stated for the time, and the price book's before and after", () => {
    const own = [stated(0, { validFrom: day(10), validTo: day(20) })];
    expect(at(own, Date.parse(day(10)) - 1).price).toMatchObject({ source: "price_book", inputPerMillion: 0.25 });
    expect(at(own, Date.parse(day(10))).price).toMatchObject({ source: "override", ref: "override:statement-0" });
    expect(at(own, Date.parse(day(20))).price).toMatchObject({ source: "price_book" });
  });

  it("is the newest statement's, also for a time that an older one covers", () => {
    const [later, earlier] = [stated(1, { validFrom: day(10), validTo: day(20) }), stated(0)];
    expect(at([later, earlier], Date.parse(day(15))).price?.ref).toBe("override:statement-1");
    expect(at([later, earlier], Date.parse(day(25))).price?.ref).toBe("override:statement-0");
  });

  it("is the price book's again where the newest statement says so", () => {
    expect(at([stated(1, { price: null, validFrom: day(5) }), stated(0)], Date.parse(day(6))).price?.source).toBe(
      "price_book",
    );
  });

  it("never comes from a withdrawn statement", () => {
    fc.assert(
      fc.property(statements, instant, (all, atMs) => {
        const valid = all.filter(({ withdrawnAt }) => withdrawnAt === null);
        expect(inForceAt(all, atMs)).toEqual(inForceAt(valid, atMs));
        expect(at(all, atMs).price).toEqual(at(valid, atMs).price);
      }),
    );
  });

  it("is the same at every instant of the period that it tells", () => {
    fc.assert(
      fc.property(statements, instant, instant, (all, atMs, otherMs) => {
        const period = at(all, atMs);
        expect(period.fromMs).toBeLessThanOrEqual(atMs);
        expect(period.untilMs).toBeGreaterThan(atMs);
        if (otherMs < period.fromMs || otherMs >= period.untilMs) return;
        // The book's day moves on within a period; its numbers do not.
        const numbers = (ms: number) => ({ ...at(all, ms).price, asOf: null });
        expect(numbers(otherMs)).toEqual(numbers(atMs));
      }),
    );
  });

  it("asked in any order of a timeline is the one asked directly", () => {
    fc.assert(
      fc.property(statements, fc.array(instant, { maxLength: 20 }), (all, instants) => {
        const model = { upstreamId: "gpt-5-mini", statedPrices: all };
        const timeline = createPriceTimeline(model, "openai", 0.05);
        for (const atMs of instants) {
          const { price } = timeline(atMs);
          expect({ ...price, asOf: null }).toEqual({ ...at(all, atMs).price, asOf: null });
        }
      }),
    );
  });

  it("of a simulated model is pretended and says so, and of one without any source unknown", () => {
    const of = (upstreamId: string, kind: "simulator" | "compatible" | null) =>
      pricePeriod({ upstreamId, statedPrices: [] }, kind, { at: new Date(START_MS), cpuHourUsd: 0.05 }).price;
    expect(of("sim-smart", "simulator")).toMatchObject({ inputPerMillion: 3, source: "simulated" });
    expect(of("sim-other", "simulator")).toBeNull();
    expect(of("gpt-5-mini", "compatible")).toBeNull();
    expect(of("gpt-5-mini", null)).toBeNull();
  });
});
