import { route } from "@/lib/auth";
import { listDeployments } from "@/lib/deployments";
import { ListDeploymentsQuery } from "@/lib/deployments/schemas";

/** How versions came into service, newest first. */
export const GET = route({
  query: ListDeploymentsQuery,
  handle: ({ ctx, query }) => listDeployments(ctx, query),
});
