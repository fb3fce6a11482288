import { invalidInput } from "@/lib/platform/errors";
import type { Period } from "./schemas";

/** `to` is excluded. */
export type TimeWindow = { from: Date; to: Date };
export type WindowInput = { period?: Period | undefined; from?: string | undefined; to?: string | undefined };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const PERIOD_MS = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 90 * DAY_MS,
  year: 365 * DAY_MS,
} as const satisfies Record<Exclude<Period, "all">, number>;

/** The beginning of `all`: before the product existed. */
const EPOCH = new Date("2020-01-01T00:00:00Z");

/** Sums per minute are kept this long, those per hour for ever. */
export const MINUTES_KEPT_MS = 2 * DAY_MS;
/** Windows up to this long are answered to the minute while those are kept, longer ones to the hour. */
const MINUTES_UP_TO_MS = 2 * HOUR_MS;

/**
 * Bounds of a query, `to` excluded. Explicit bounds win over a period; without either it is the last day.
 * Throws `invalid_input` when they are the wrong way round.
 */
export function timeWindow(input: WindowInput, now: Date): TimeWindow {
  const to = input.to ? new Date(input.to) : now;
  const from = input.from ? new Date(input.from) : startOf(input.period ?? "day", to);
  if (from >= to) throw invalidInput("`from` must be before `to`", { field: "from" });
  return { from, to };
}

function startOf(period: Period, to: Date): Date {
  return period === "all" ? EPOCH : new Date(to.getTime() - PERIOD_MS[period]);
}

const isAllTime = ({ from }: TimeWindow): boolean => from.getTime() === EPOCH.getTime();

/** What a window of this length is answered to: minutes up to two hours, hours beyond. Milliseconds. */
const unitOf = ({ from, to }: TimeWindow): number =>
  to.getTime() - from.getTime() <= MINUTES_UP_TO_MS ? MINUTE_MS : HOUR_MS;

/**
 * The window in whole minutes (up to two hours, while they are kept) or hours: `from` moves back and `to` forward, so
 * that all that was asked for is in. What ends in the unit that is under way ends where it was asked to.
 */
export function countedWindow(window: TimeWindow, now: Date): TimeWindow {
  const unitMs = now.getTime() - window.from.getTime() > MINUTES_KEPT_MS ? HOUR_MS : unitOf(window);
  const to = new Date(Math.ceil(window.to.getTime() / unitMs) * unitMs);
  return {
    from: new Date(Math.floor(window.from.getTime() / unitMs) * unitMs),
    to: to > now ? window.to : to,
  };
}

/** The window that ends where this one begins, as long as it to the nearest unit; null for all time. */
export function previousWindow(window: TimeWindow): TimeWindow | null {
  if (isAllTime(window)) return null;
  const unitMs = unitOf(window);
  const units = Math.max(1, Math.round((window.to.getTime() - window.from.getTime()) / unitMs));
  return { from: new Date(window.from.getTime() - units * unitMs), to: window.from };
}

/**
 * So many whole weeks earlier that the two do not overlap: the same weekdays. null for all time, and for what begins
 * inside an hour: minutes are not kept that long.
 */
export function sameWeekdaysBefore(window: TimeWindow): TimeWindow | null {
  if (isAllTime(window) || window.from.getTime() % HOUR_MS !== 0) return null;
  const weeks = Math.ceil((window.to.getTime() - window.from.getTime()) / (7 * DAY_MS));
  const earlier = (at: Date) => new Date(at.getTime() - weeks * 7 * DAY_MS);
  return { from: earlier(window.from), to: earlier(window.to) };
}
