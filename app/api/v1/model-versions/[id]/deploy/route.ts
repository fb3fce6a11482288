import { route } from "@/lib/auth";
import { deployModelVersion } from "@/lib/deployments";
import { DeployInput } from "@/lib/deployments/schemas";

/** Puts a version into service, at once or step by step. Answers 409 while another deployment of the model is under way. */
export const POST = route({
  body: DeployInput,
  handle: ({ ctx, params, body }) => deployModelVersion(ctx, params.id ?? "", body),
});
