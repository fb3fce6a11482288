import { route } from "@/lib/auth";
import { checkTriggers } from "@/lib/training";
import { CheckTriggersInput } from "@/lib/training/schemas";

/** Looks at the triggers of a task and, unless told otherwise, starts a run when one fires. */
export const POST = route({
  scope: "read",
  body: CheckTriggersInput,
  handle: ({ ctx, body }) => checkTriggers(ctx, body),
});
