import { route } from "@/lib/auth";
import { restoreModelVersion } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Lets a deprecated or deleted version be deployed again. Answers 409 when what it consists of is removed by now. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => restoreModelVersion(ctx, params.id ?? "", body),
});
