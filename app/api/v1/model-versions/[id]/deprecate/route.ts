import { route } from "@/lib/auth";
import { deprecateModelVersion } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Keeps a version from being deployed. Answers 409 for one that serves. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => deprecateModelVersion(ctx, params.id ?? "", body),
});
