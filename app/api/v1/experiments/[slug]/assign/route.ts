import { route } from "@/lib/auth";
import { assignVariant } from "@/lib/experiments";
import { AssignInput } from "@/lib/experiments/schemas";

/** Which variant a unit gets: always the same one within a phase. */
export const POST = route({
  scope: "run",
  body: AssignInput,
  handle: ({ ctx, params, body }) => assignVariant(ctx, params.slug ?? "", body),
});
