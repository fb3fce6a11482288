import { route } from "@/lib/auth";
import { exportComparison, metricsComparison } from "@/lib/executions";
import { ComparisonQuery } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";

async function answer(ctx: Ctx, query: ComparisonQuery) {
  const comparison = await metricsComparison(ctx, query);
  return query.format ? exportComparison(ctx, comparison, query.format) : comparison;
}

/** The models that served a task, side by side. With `format` as a file. */
export const GET = route({ query: ComparisonQuery, handle: ({ ctx, query }) => answer(ctx, query) });

/** The same, with the fields as JSON: a read, whatever the method. */
export const POST = route({ scope: "read", body: ComparisonQuery, handle: ({ ctx, body }) => answer(ctx, body) });
