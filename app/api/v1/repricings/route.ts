import { route } from "@/lib/auth";
import { listRepricings, startRepricing } from "@/lib/executions";
import { ListRepricingsQuery, StartRepricingInput } from "@/lib/executions/schemas";

/** Re-pricings of recorded executions, newest first. */
export const GET = route({ query: ListRepricingsQuery, handle: ({ ctx, query }) => listRepricings(ctx, query) });

/** Computes costs anew in the background: by default only to see the difference (`kind: preview`). */
export const POST = route({
  body: StartRepricingInput,
  status: 202,
  handle: ({ ctx, body }) => startRepricing(ctx, body),
});
