import { route } from "@/lib/auth";
import { reportOutcomes } from "@/lib/experiments";
import { OutcomesInput } from "@/lib/experiments/schemas";

/** What became of units, one outcome or up to 1,000, all or none of them. */
export const POST = route({
  scope: "record",
  body: OutcomesInput,
  handle: ({ ctx, params, body }) => reportOutcomes(ctx, params.slug ?? "", body),
});
