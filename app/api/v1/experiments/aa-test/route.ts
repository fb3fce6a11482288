import { route } from "@/lib/auth";
import { runAaTest } from "@/lib/experiments";
import { TesterInput } from "@/lib/experiments/schemas";

/** How often this very engine calls equal variants different, tried on recorded executions. Changes nothing. */
export const POST = route({
  scope: "read",
  body: TesterInput,
  handle: ({ ctx, body }) => runAaTest(ctx, body),
});
