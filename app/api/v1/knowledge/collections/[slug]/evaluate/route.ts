import { route } from "@/lib/auth";
import { evaluateCollection } from "@/lib/knowledge";
import { EvaluateInput } from "@/lib/knowledge/schemas";

/** Measures every mode on labelled questions: recall, mean reciprocal rank and nDCG of the first `k` documents. */
export const POST = route({
  scope: "read",
  body: EvaluateInput,
  handle: ({ ctx, params, body }) => evaluateCollection(ctx, params.slug ?? "", body),
});
