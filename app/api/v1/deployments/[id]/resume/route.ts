import { route } from "@/lib/auth";
import { resumeDeployment } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Goes on at the share where it was paused. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => resumeDeployment(ctx, params.id ?? "", body),
});
