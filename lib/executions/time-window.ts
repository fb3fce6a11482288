import { invalidInput } from "@/lib/platform/errors";
import type { PERIODS } from "./schemas";

export type TimeWindow = { from: Date; to: Date };
type WindowInput = {
  period?: (typeof PERIODS)[number] | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PERIOD_MS = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 90 * DAY_MS,
} as const;

/** The beginning of `all`: before the product existed. */
const EPOCH = new Date("2020-01-01T00:00:00Z");

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

function startOf(period: (typeof PERIODS)[number], to: Date): Date {
  return period === "all" ? EPOCH : new Date(to.getTime() - PERIOD_MS[period]);
}

/** The window of the same length just before; null for all time. */
export function previousWindow({ from, to }: TimeWindow): TimeWindow | null {
  if (from.getTime() === EPOCH.getTime()) return null;
  return { from: new Date(2 * from.getTime() - to.getTime()), to: from };
}

/** Width of a chart's buckets: hours up to three days, then days. */
export const stepOf = ({ from, to }: TimeWindow): "hour" | "day" =>
  to.getTime() - from.getTime() <= 3 * DAY_MS ? "hour" : "day";
