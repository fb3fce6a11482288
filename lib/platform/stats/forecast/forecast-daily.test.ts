import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayName, dayNumber } from "./days";
import { forecastDaily, type Forecast } from "./forecast-daily";
import { agreesWithVectors } from "../test-vectors";

agreesWithVectors("forecast.json", "budget_backtest");

/** A Monday. */
const START = dayNumber("2026-01-05")!;
const history = (values: readonly (number | null)[]) =>
  values.map((value, step) => ({ day: dayName(START + step), value }));

/** Weekdays cost 10 and one per cent more of it each day, weekends half. */
const patterned = (days: number) => Array.from({ length: days }, (_, step) => 10 + 0.1 * step - (step % 7 > 4 ? 5 : 0));

describe("a daily forecast", () => {
  it("starts on the day after the last known one and has a point for every day", () => {
    const { points } = forecastDaily(history(patterned(28)), { horizonDays: 3 });
    expect(points.map(({ day }) => day)).toEqual(["2026-02-02", "2026-02-03", "2026-02-04"]);
  });

  it("carries trend and weekdays on", () => {
    const { method, points } = forecastDaily(history(patterned(28)), { horizonDays: 14 });
    expect(method).toBe("weekday_line");
    points.forEach(({ expected }, step) => expect(expected).toBeCloseTo(patterned(42)[28 + step]!, 6));
  });

  it("keeps to the weekdays when days are missing", () => {
    const gappy = history(patterned(35)).filter((_, step) => step % 5 !== 3);
    const { points } = forecastDaily(gappy, { horizonDays: 7 });
    points.forEach(({ expected }, step) => expect(expected).toBeCloseTo(patterned(42)[35 + step]!, 6));
  });

  it("does not depend on the order in which days are given", () => {
    const days = history(patterned(30));
    expect(forecastDaily(days.toReversed(), { horizonDays: 5 })).toEqual(forecastDaily(days, { horizonDays: 5 }));
  });

  it("is the mean while fewer than 14 days are known, with the interval of a mean", () => {
    const { method, points, backtest } = forecastDaily(history([1, 2, 3, 4, 5]), { horizonDays: 2 });
    expect(method).toBe("mean");
    expect(backtest).toBeNull();
    // 3 ± t(0.975, 4) · sqrt(2.5) · sqrt(1 + 1/5)
    expect(points[1]).toMatchObject({ expected: 3, low95: 0 });
    expect(points[1]!.high95).toBeCloseTo(3 + 2.7764451052 * Math.sqrt(2.5) * Math.sqrt(1.2), 6);
  });

  it("gives no interval from a single day", () => {
    const { points } = forecastDaily(history([4]), { horizonDays: 1 });
    expect(points).toEqual([{ day: "2026-01-06", expected: 4, low80: null, high80: null, low95: null, high95: null }]);
  });

  it("has no points when nothing is known", () => {
    const nothing: Forecast = { method: "none", points: [], totals: [], backtest: null };
    expect(forecastDaily([], { horizonDays: 7 })).toEqual(nothing);
    expect(forecastDaily(history([null, NaN, Infinity]), { horizonDays: 7 })).toEqual(nothing);
    expect(forecastDaily([{ day: "yesterday", value: 3 }], { horizonDays: 7 })).toEqual(nothing);
  });

  it("turns to Holt-Winters when the past shows that the line does not follow", () => {
    const jumped = Array.from(
      { length: 70 },
      (_, step) => (step < 35 ? 10 : 30) + (step % 7 > 4 ? -4 : 0) + (step % 3) / 10,
    );
    const { method, points, backtest } = forecastDaily(history(jumped), { horizonDays: 7 });
    expect(method).toBe("holt_winters");
    expect(points.reduce((sum, { expected }) => sum + expected, 0)).toBeGreaterThan(180);
    expect(backtest!.medianTotalError!).toBeLessThan(backtest!.baselineMedianTotalError!);
  });

  it("knows how it would have done on every past week that it can", () => {
    const { backtest } = forecastDaily(history(patterned(28)), { horizonDays: 7 });
    expect(backtest!.folds.map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
      ["2026-01-26", "2026-02-01"],
      ["2026-01-19", "2026-01-25"],
    ]);
    expect(backtest!.medianTotalError).toBeCloseTo(0, 8);
    expect(backtest!.baselineMedianTotalError).toBeGreaterThan(0.05);
  });

  it("never expects less than the lowest value of a day, unless told that it may", () => {
    const falling = Array.from({ length: 28 }, (_, step) => 28 - step);
    const day30 = (lowest: number | null) => forecastDaily(history(falling), { horizonDays: 30, lowest }).points[29]!;
    expect(day30(0).expected).toBe(0);
    expect(day30(null).expected).toBeCloseTo(-29, 6);
  });

  it("covers about 95 of 100 outcomes of noise that it has not seen", () => {
    const noise = noiseOf(7);
    let inside = 0;
    for (let run = 0; run < 100; run++) {
      const future = 100 + 10 * noise();
      const past = Array.from({ length: 42 }, () => 100 + 10 * noise());
      const { low95, high95 } = forecastDaily(history(past), { horizonDays: 1 }).points[0]!;
      if (future >= low95! && future <= high95!) inside += 1;
    }
    expect(inside).toBeGreaterThanOrEqual(88);
  });

  it("is finite and ordered for any history", () => {
    const day = fc.oneof(fc.double({ noNaN: false }), fc.constant(null), fc.constant(0), fc.constant(1e9 + 1));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 60 }), fc.integer({ min: -2, max: 20 }), (values, horizonDays) => {
        const { points, totals } = forecastDaily(history(values), { horizonDays, lowest: null });
        for (const point of [...points, ...totals]) {
          const { low95, low80, expected, high80, high95 } = point;
          const bounds = [low95, low80, expected, high80, high95].filter((bound) => bound !== null);
          expect(bounds.every(Number.isFinite)).toBe(true);
          expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Standard normal numbers, the same for the same seed (Box and Muller 1958 over a congruential generator). */
function noiseOf(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
