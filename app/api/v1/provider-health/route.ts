import { route } from "@/lib/auth";
import { changeCircuitByHand, listProviderHealth } from "@/lib/providers";
import { ChangeCircuitInput, ListProviderHealthQuery } from "@/lib/providers/schemas";

/** Lists the circuit of every model that can be called, troubled ones first. */
export const GET = route({
  query: ListProviderHealthQuery,
  handle: ({ ctx, query }) => listProviderHealth(ctx, query),
});

/** Stops all traffic to a model, or lets it go on at once. Needs the scope `write`. */
export const POST = route({
  body: ChangeCircuitInput,
  handle: ({ ctx, body }) => changeCircuitByHand(ctx, body),
});
