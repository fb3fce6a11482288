import type { Ctx } from "@/lib/platform/ctx";
import { readSums } from "./read-sums";
import { judgeHealth } from "./judge-health";
import type { SystemHealth } from "./schemas";
import { groupSums } from "./group-sums";
import { summariseSums } from "./summarise-sums";
import { DAY_MS, HOUR_MS } from "./time-window";

/** How the last hour went, beside the day before it. Playground and demo count as well: they fail like all else. */
export async function systemHealth(ctx: Ctx): Promise<SystemHealth> {
  const to = ctx.now();
  const from = new Date(Math.floor(to.getTime() / 60_000) * 60_000 - HOUR_MS);
  const read = (window: { from: Date; to: Date }, by: readonly ["model"] | readonly []) =>
    readSums(ctx.db, ctx.organizationId, { window, filter: {}, by, step: null, isLiveOnly: true });
  const [lastHour, dayBefore] = await Promise.all([
    read({ from, to }, ["model"]),
    read({ from: new Date(from.getTime() - DAY_MS), to: from }, []),
  ]);
  const recorder = ctx.runtime.recorder?.stats();
  return {
    ...judgeHealth({
      lastHour: summariseSums(lastHour),
      byModel: groupSums(lastHour, ({ model }) => model).map(([model, rows]) => ({ model, ...summariseSums(rows) })),
      dayBefore: summariseSums(dayBefore),
      recordingError: recorder?.lastError ?? null,
      rejectedCount: recorder?.rejected ?? 0,
    }),
    from: from.toISOString(),
    to: to.toISOString(),
  };
}
