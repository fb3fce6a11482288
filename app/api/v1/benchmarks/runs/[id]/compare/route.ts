import { route } from "@/lib/auth";
import { compareRunModels } from "@/lib/benchmarks";
import { CompareQuery } from "@/lib/benchmarks/schemas";

/** Two models of a run on the same tests, down to every answer. */
export const GET = route({
  query: CompareQuery,
  handle: ({ ctx, params, query }) => compareRunModels(ctx, params.id ?? "", query),
});
