import { route } from "@/lib/auth";
import { rollBackModelVersion } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Takes a version out of service: ends its deployment, or goes back to the version before it. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => rollBackModelVersion(ctx, params.id ?? "", body),
});
