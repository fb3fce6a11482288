import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { addSums } from "./execution-sums";
import { groupSums } from "./group-sums";
import { meanInterval } from "./mean-interval";
import { readSums } from "./read-sums";
import type { Comparison, ComparisonQuery } from "./schemas";
import { summariseSums } from "./summarise-sums";
import { countedWindow, timeWindow } from "./time-window";

/** The models that served a task, side by side, the busiest first. Executions without a model are left out. */
export async function metricsComparison(ctx: Ctx, query: ComparisonQuery): Promise<Comparison> {
  requireScope(ctx, "read");
  const { task, source } = query;
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  const rows = await readSums(ctx.db, ctx.organizationId, {
    window,
    filter: { task, source },
    by: ["model", "provider"],
    step: null,
    isLiveOnly: true,
  });
  const served = rows.filter(({ model }) => model !== "");
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    task,
    models: groupSums(served, (row) => row.model).map(([model, members]) => {
      const sums = addSums(members);
      const interval = meanInterval({
        count: sums.qualityCount,
        sum: sums.qualitySum,
        squareSum: sums.qualitySquareSum,
      });
      const pricedCount = sums.count - sums.unpricedCount;
      return {
        model,
        provider: members[0]!.provider,
        ...summariseSums(members),
        qualityLow: interval && Math.max(0, interval.low),
        qualityHigh: interval && Math.min(100, interval.high),
        costUsdPerCall: pricedCount === 0 ? null : sums.costUsd / pricedCount,
      };
    }),
  };
}
