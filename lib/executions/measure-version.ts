import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { readSums } from "./read-sums";
import type { MetricsSummary } from "./schemas";
import { summariseSums } from "./summarise-sums";
import type { TimeWindow } from "./time-window";

/** What was measured of one model version in a window; tests of models count as well. */
export async function measureVersion(ctx: Ctx, version: string, window: TimeWindow): Promise<MetricsSummary> {
  requireScope(ctx, "read");
  return summariseSums(await readSums(ctx.db, ctx.organizationId, { window, filter: { version }, by: [], step: null }));
}
