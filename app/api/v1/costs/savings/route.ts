import { route } from "@/lib/auth";
import { possibleSavings } from "@/lib/executions";
import { CostAnalysisQuery } from "@/lib/executions/schemas";

/** Which calls another model could have served for less, as far as the measurements support it. */
export const GET = route({ query: CostAnalysisQuery, handle: ({ ctx, query }) => possibleSavings(ctx, query) });
