import { route } from "@/lib/auth";
import { abortDeployment } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Ends it: the version that served before serves everything. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => abortDeployment(ctx, params.id ?? "", body),
});
