import { route } from "@/lib/auth";
import { pauseDeployment } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";

/** Stays at its share until it is resumed. A gate that fails rolls it back all the same. */
export const POST = route({
  body: ReasonInput,
  handle: ({ ctx, params, body }) => pauseDeployment(ctx, params.id ?? "", body),
});
