import { route } from "@/lib/auth";
import { forecastCosts } from "@/lib/budgets";
import { CostForecastQuery } from "@/lib/budgets/schemas";

/** Where spending goes: the next days, the end of the month, and when budgets are used up. */
export const GET = route({
  query: CostForecastQuery,
  handle: ({ ctx, query }) => forecastCosts(ctx, query),
});
