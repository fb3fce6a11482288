import { route } from "@/lib/auth";
import { rollBackDeployment } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** The version that served before serves everything again, also after a deployment that succeeded. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => rollBackDeployment(ctx, params.id ?? "", body),
});
