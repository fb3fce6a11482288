import { route } from "@/lib/auth";
import { priceHistory, statePrice } from "@/lib/registry";
import { ModelPricesQuery, StatePriceInput } from "@/lib/registry/schemas";

/** What was stated of a model's price, and what holds now. Also at `/models/{slug}/prices`. US dollars per million tokens. */
export const GET = route({ query: ModelPricesQuery, handle: ({ ctx, query }) => priceHistory(ctx, query.model) });

/** States a price for a time. Executions that are recorded already keep their cost until they are re-priced. */
export const POST = route({
  query: ModelPricesQuery,
  body: StatePriceInput,
  status: 201,
  handle: ({ ctx, query, body }) => statePrice(ctx, query.model, body),
});
