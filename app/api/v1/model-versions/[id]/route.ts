import { route } from "@/lib/auth";
import { deleteModelVersion } from "@/lib/deployments";
import { ReasonInput } from "@/lib/deployments/schemas";
import { describeVersion } from "@/lib/training";

/** A version with its evaluation on held-out examples, its lineage, use and health. */
export const GET = route({ handle: ({ ctx, params }) => describeVersion(ctx, params.id ?? "") });

/**
 * Deletes a version that serves nothing; `POST /model-versions/{id}/restore` brings it back for a day, then what it
 * consists of is removed. Its number and its evaluation stay. Answers 409 for one that serves or is being deployed.
 */
export const DELETE = route({
  query: ReasonInput,
  handle: ({ ctx, params, query }) => deleteModelVersion(ctx, params.id ?? "", query),
});
