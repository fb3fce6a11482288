import { describe, expect, it } from "vitest";
import { chooseStep, MAX_BUCKETS } from "./time-step";
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_KEPT_MS } from "./time-window";

const NOW = new Date("2026-03-10T12:00:00Z");
const last = (lengthMs: number) => ({ from: new Date(NOW.getTime() - lengthMs), to: NOW });
const YEAR_MS = 365 * DAY_MS;

describe("the width of a chart's buckets", () => {
  it("grows with the window by itself, without a note", () => {
    const widths = [HOUR_MS, DAY_MS, 30 * DAY_MS, YEAR_MS, 3 * YEAR_MS, 10 * YEAR_MS].map((lengthMs) =>
      chooseStep("auto", last(lengthMs), NOW),
    );
    expect(widths.map(({ step }) => step)).toEqual(["minute", "hour", "day", "day", "week", "month"]);
    expect(widths.every(({ note }) => note === null)).toBe(true);
  });

  it("is what was asked for where that is possible", () => {
    expect(chooseStep("hour", last(30 * DAY_MS), NOW)).toEqual({ step: "hour", note: null });
    expect(chooseStep(3_600, last(DAY_MS), NOW)).toEqual({ step: "hour", note: null });
  });

  it("is widened for ten years of seconds, and says so", () => {
    const { step, note } = chooseStep(1, last(10 * YEAR_MS), NOW);
    expect(step).toBe("week");
    expect(note).toContain("1 s were asked for");
    expect(note).toContain("one week wide");
  });

  it("never makes more buckets than a chart can show", () => {
    const widthMs = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };
    for (const lengthMs of [HOUR_MS, DAY_MS, 32 * DAY_MS, YEAR_MS, 10 * YEAR_MS, 50 * YEAR_MS]) {
      for (const wanted of ["auto", "minute", "hour", "day", "week", 1, 7_000] as const) {
        const { step } = chooseStep(wanted, last(lengthMs), NOW);
        expect(lengthMs / widthMs[step]).toBeLessThanOrEqual(MAX_BUCKETS);
      }
    }
  });

  it("is no minute where minutes are no longer kept", () => {
    const from = new Date(NOW.getTime() - MINUTES_KEPT_MS - HOUR_MS);
    const window = { from, to: new Date(from.getTime() + HOUR_MS) };
    expect(chooseStep("minute", window, NOW).step).toBe("hour");
    expect(chooseStep("auto", window, NOW)).toEqual({ step: "hour", note: null });
  });
});
