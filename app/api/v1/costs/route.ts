import { keyNames, route } from "@/lib/auth";
import { reportCosts } from "@/lib/executions";
import { CostQuery } from "@/lib/executions/schemas";

/** What was spent, broken down by model, task, user, key, tag or another dimension. */
export const GET = route({
  query: CostQuery,
  handle: ({ ctx, query }) => reportCosts(ctx, query, { nameKeys: (ids) => keyNames(ctx, ids) }),
});
