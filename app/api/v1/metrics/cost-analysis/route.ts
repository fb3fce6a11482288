import { route } from "@/lib/auth";
import { analyseCosts, exportCostAnalysis } from "@/lib/executions";
import { CostAnalysisQuery } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";

async function answer(ctx: Ctx, query: CostAnalysisQuery) {
  const analysis = await analyseCosts(ctx, query);
  return query.format ? exportCostAnalysis(ctx, analysis, query.format) : analysis;
}

/** What each task cost on which model, and what could be saved. With `format` every substitution as a file. */
export const GET = route({ query: CostAnalysisQuery, handle: ({ ctx, query }) => answer(ctx, query) });

/** The same, with the fields as JSON: a read, whatever the method. */
export const POST = route({ scope: "read", body: CostAnalysisQuery, handle: ({ ctx, body }) => answer(ctx, body) });
