import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverWindow } from "./cover-window";
import { TIME_STEPS } from "./schemas";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./time-window";

const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };
const at = (text: string) => new Date(`2026-03-${text}:00.000Z`);

const windows = fc
  .tuple(
    fc.integer({ min: 0, max: 500_000 }),
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 0, max: 59_999 }),
  )
  .map(([minute, minutes, ms]) => ({
    from: new Date(Date.UTC(2026, 0, 1) + minute * MINUTE_MS),
    to: new Date(Date.UTC(2026, 0, 1) + (minute + minutes) * MINUTE_MS + ms),
  }));

describe("a window of rollups", () => {
  it("is read by days in the middle, hours around them and minutes at the ends", () => {
    const parts = coverWindow({ from: at("08T22:58"), to: at("10T01:02") }, null);
    expect(
      parts.map(({ unit, from, to }) => [unit, from.toISOString().slice(8, 16), to.toISOString().slice(8, 16)]),
    ).toEqual([
      ["minute", "08T22:58", "08T23:00"],
      ["hour", "08T23:00", "09T00:00"],
      ["day", "09T00:00", "10T00:00"],
      ["hour", "10T00:00", "10T01:00"],
      ["minute", "10T01:00", "10T01:02"],
    ]);
  });

  it("is covered without a gap and without reading anything twice, in whole units, whatever its bounds", () => {
    fc.assert(
      fc.property(windows, fc.constantFrom(null, ...TIME_STEPS), (window, step) => {
        const parts = coverWindow(window, step);
        expect(parts[0]!.from.getTime()).toBeLessThanOrEqual(window.from.getTime());
        expect(window.from.getTime() - parts[0]!.from.getTime()).toBeLessThan(HOUR_MS);
        expect(parts.at(-1)!.to.getTime() - window.to.getTime()).toBeGreaterThanOrEqual(0);
        expect(parts.at(-1)!.to.getTime() - window.to.getTime()).toBeLessThan(MINUTE_MS);
        parts.slice(1).forEach(({ from }, index) => expect(from).toEqual(parts[index]!.to));
        for (const { unit, from, to } of parts) {
          expect(from.getTime() % UNIT_MS[unit]).toBe(0);
          expect(to.getTime() % UNIT_MS[unit]).toBe(0);
          expect(TIME_STEPS.indexOf(unit)).toBeLessThanOrEqual(step ? TIME_STEPS.indexOf(step) : 2);
        }
      }),
    );
  });

  it("reads no minute of what lies so far back that minutes are not kept", () => {
    const parts = coverWindow({ from: at("01T10:20"), to: at("10T12:30") }, null);
    expect(parts.filter(({ unit }) => unit === "minute")).toEqual([
      { unit: "minute", from: at("10T12:00"), to: at("10T12:30") },
    ]);
  });
});
