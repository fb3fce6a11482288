import { route } from "@/lib/auth";
import { exportStats, metricsStats } from "@/lib/executions";
import { StatsQuery } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";

async function answer(ctx: Ctx, query: StatsQuery) {
  const report = await metricsStats(ctx, query);
  return query.format ? exportStats(ctx, report, query.format) : report;
}

/** Statistics per model and task, or per another group. With `format` as a file. */
export const GET = route({ query: StatsQuery, handle: ({ ctx, query }) => answer(ctx, query) });

/** The same, with the fields as JSON: a read, whatever the method. */
export const POST = route({ scope: "read", body: StatsQuery, handle: ({ ctx, body }) => answer(ctx, body) });
