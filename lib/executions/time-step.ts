import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_KEPT_MS, type TimeWindow } from "./time-window";
import { TIME_STEPS, type TimeseriesQuery, type TimeStep } from "./schemas";

const STEP_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;

/** More buckets than this are no chart. A month of hours fits. */
export const MAX_BUCKETS = 750;

export type StepChoice = { step: TimeStep; note: string | null };

/**
 * Width of a chart's buckets. `auto`: minutes up to two hours, hours up to three days, days up to a year, then weeks
 * and months. What was asked for is widened to a width that there is, and until the window has at most `MAX_BUCKETS`;
 * `note` says so.
 */
export function chooseStep(wanted: TimeseriesQuery["step"], window: TimeWindow, now: Date): StepChoice {
  const lengthMs = window.to.getTime() - window.from.getTime();
  const usable = TIME_STEPS.filter((step) => isUsable(step, window, lengthMs, now));
  const narrowest = usable[0] ?? "month";
  if (wanted === "auto") return { step: widerOf(automaticStep(lengthMs), narrowest), note: null };
  if (typeof wanted === "string") {
    const step = widerOf(wanted, narrowest);
    return { step, note: step === wanted ? null : noteOf(`one ${wanted}`, step) };
  }
  const wantedMs = wanted * 1_000;
  const step = usable.find((one) => STEP_MS[one] >= wantedMs) ?? "month";
  return { step, note: STEP_MS[step] === wantedMs ? null : noteOf(`${wanted} s`, step) };
}

function automaticStep(lengthMs: number): TimeStep {
  if (lengthMs <= 2 * HOUR_MS) return "minute";
  if (lengthMs <= 3 * DAY_MS) return "hour";
  if (lengthMs <= 366 * DAY_MS) return "day";
  return lengthMs <= 4 * 366 * DAY_MS ? "week" : "month";
}

function isUsable(step: TimeStep, window: TimeWindow, lengthMs: number, now: Date): boolean {
  if (step === "minute" && now.getTime() - window.from.getTime() > MINUTES_KEPT_MS) return false;
  return lengthMs / STEP_MS[step] <= MAX_BUCKETS;
}

const widerOf = (a: TimeStep, b: TimeStep): TimeStep => (TIME_STEPS.indexOf(a) > TIME_STEPS.indexOf(b) ? a : b);

const noteOf = (wanted: string, step: TimeStep): string =>
  `Buckets of ${wanted} were asked for; they are one ${step} wide: an answer has at most ${MAX_BUCKETS}, and minutes are kept for two days`;
