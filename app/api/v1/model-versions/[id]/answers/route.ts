import { route } from "@/lib/auth";
import { listVersionAnswers } from "@/lib/training";
import { ListVersionAnswersQuery } from "@/lib/training/schemas";

/**
 * What a version answered to the examples that were held out of its training, the surest first: its mistakes, or where
 * it differs from another version, each with the example and where that came from.
 */
export const GET = route({
  query: ListVersionAnswersQuery,
  handle: ({ ctx, params, query }) => listVersionAnswers(ctx, params.id ?? "", query),
});
