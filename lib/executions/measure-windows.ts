import { setImmediate as nextTurn } from "node:timers/promises";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeHistogram, encodeHistogram } from "./latency-histogram";
import { readSums, type SumsRow } from "./read-sums";
import type { MetricsSummary } from "./schemas";
import { summariseSums } from "./summarise-sums";
import { HOUR_MS, MINUTE_MS, type TimeWindow } from "./time-window";

/** What is judged of all executions; without either everything. */
export type MeasuredPart = { task?: string | undefined; model?: string | undefined };

/**
 * What was measured in a window, ready to be narrowed to a task or model: one question to the database, however many
 * parts are looked at.
 */
export async function measureWindow(ctx: Ctx, window: TimeWindow): Promise<(part: MeasuredPart) => MetricsSummary> {
  requireScope(ctx, "read");
  const rows = await readSums(ctx.db, ctx.organizationId, {
    window,
    filter: {},
    by: ["task", "model"],
    step: null,
    isLiveOnly: true,
  });
  return ({ task, model }) =>
    summariseSums(rows.filter((row) => (!task || row.task === task) && (!model || row.model === model)));
}

export type SlidingQuestion = MeasuredPart & {
  /** The first and the last moment at which a window ends. */
  from: Date;
  to: Date;
  step: "minute" | "hour";
  /** Length of a window in steps. */
  stepsPerWindow: number;
};

/** One summary for each step, of the window that ends there: what would have been measured then. Oldest first. */
export async function measureSlidingWindows(
  ctx: Ctx,
  { from, to, step, stepsPerWindow, task, model }: SlidingQuestion,
): Promise<{ at: Date; summary: MetricsSummary }[]> {
  requireScope(ctx, "read");
  const stepMs = step === "minute" ? MINUTE_MS : HOUR_MS;
  const firstEnd = Math.ceil(from.getTime() / stepMs);
  const lastEnd = Math.floor(to.getTime() / stepMs);
  const window = { from: new Date((firstEnd - stepsPerWindow) * stepMs), to: new Date(lastEnd * stepMs) };
  const rows = await readSums(ctx.db, ctx.organizationId, {
    window,
    filter: { task, model },
    by: [],
    step,
    isLiveOnly: true,
  });
  const buckets = bucketsByStep(rows, stepMs);
  const measured: { at: Date; summary: MetricsSummary }[] = [];
  for (let end = firstEnd; end <= lastEnd; end++) {
    const inside = Array.from({ length: stepsPerWindow }, (_, back) => buckets.get(end - 1 - back) ?? []).flat();
    measured.push({ at: new Date(end * stepMs), summary: summariseSums(inside) });
    if (measured.length % WINDOWS_PER_TURN === 0) await nextTurn();
  }
  return measured;
}

/** Requests are served in between: weeks of long windows are some hundred milliseconds of adding up. */
const WINDOWS_PER_TURN = 25;

/** Rows by the number of their step since 1970. */
function bucketsByStep(rows: readonly SumsRow[], stepMs: number): Map<number, SumsRow[]> {
  const buckets = new Map<number, SumsRow[]>();
  for (const row of rows) {
    const index = Date.parse(row.at) / stepMs;
    const members = buckets.get(index) ?? [];
    members.push({ ...row, latencyHistogram: encodeHistogram(decodeHistogram(row.latencyHistogram)) });
    buckets.set(index, members);
  }
  return buckets;
}
