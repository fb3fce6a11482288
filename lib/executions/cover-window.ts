import type { TimeStep } from "./schemas";
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_KEPT_MS, type TimeWindow } from "./time-window";

/** What sums are kept by. */
type RollupUnit = "minute" | "hour" | "day";
export type WindowPart = TimeWindow & { unit: RollupUnit };

/**
 * The window as the fewest rollups: days in the middle, hours around them, minutes at the ends. Bounds inside a minute
 * take all of it; what is longer than minutes are kept begins with a whole hour. No part is wider than `step`, so that every rollup belongs to one bucket of a chart.
 */
export function coverWindow({ from, to }: TimeWindow, step: TimeStep | null): WindowPart[] {
  const isLong = to.getTime() - from.getTime() > MINUTES_KEPT_MS;
  const start = down(from.getTime(), isLong ? HOUR_MS : MINUTE_MS);
  const end = up(to.getTime(), MINUTE_MS);
  const hours = step === "minute" ? null : whole(start, end, HOUR_MS);
  const days = step === "hour" || !hours ? null : whole(hours.start, hours.end, DAY_MS);
  return [
    ...part("minute", start, hours?.start ?? end),
    ...part("hour", hours?.start, days?.start ?? hours?.end),
    ...part("day", days?.start, days?.end),
    ...part("hour", days?.end, hours?.end),
    ...part("minute", hours?.end, end),
  ];
}

const down = (at: number, unitMs: number): number => Math.floor(at / unitMs) * unitMs;
const up = (at: number, unitMs: number): number => Math.ceil(at / unitMs) * unitMs;

/** The whole units inside; null when there is none. */
function whole(start: number, end: number, unitMs: number): { start: number; end: number } | null {
  const inside = { start: up(start, unitMs), end: down(end, unitMs) };
  return inside.start < inside.end ? inside : null;
}

const part = (unit: RollupUnit, start: number | undefined, end: number | undefined): WindowPart[] =>
  start === undefined || end === undefined || start >= end ? [] : [{ unit, from: new Date(start), to: new Date(end) }];
