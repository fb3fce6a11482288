import { route } from "@/lib/auth";
import { promoteDeployment } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Lets the version serve everything now, whatever the gates say. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => promoteDeployment(ctx, params.id ?? "", body),
});
