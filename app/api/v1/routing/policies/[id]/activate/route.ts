import { route } from "@/lib/auth";
import { activateRoutingPolicy } from "@/lib/routing";
import { ActivatePolicyInput } from "@/lib/routing/schemas";

/** Lets the policy decide for its tasks. Activating the earlier one undoes it. */
export const POST = route({
  body: ActivatePolicyInput,
  handle: ({ ctx, params, body }) => activateRoutingPolicy(ctx, params.id ?? "", body),
});
