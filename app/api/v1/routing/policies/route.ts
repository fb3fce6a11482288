import { route } from "@/lib/auth";
import { learnRoutingPolicy, listRoutingPolicies } from "@/lib/routing";
import { LearnPolicyInput, ListPoliciesQuery } from "@/lib/routing/schemas";

/** Learned routing policies, newest first. */
export const GET = route({ query: ListPoliciesQuery, handle: ({ ctx, query }) => listRoutingPolicies(ctx, query) });

/** Learns a policy from recordings and scored executions, in the background. */
export const POST = route({
  body: LearnPolicyInput,
  status: 202,
  handle: ({ ctx, body }) => learnRoutingPolicy(ctx, body),
});
