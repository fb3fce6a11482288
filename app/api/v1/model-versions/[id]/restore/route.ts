import { route } from "@/lib/auth";
import { restoreModelVersion } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Lets a deprecated version be deployed again. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => restoreModelVersion(ctx, params.id ?? "", body),
});
