import { route } from "@/lib/auth";
import { reportJudgements } from "@/lib/experiments";
import { JudgementsInput } from "@/lib/experiments/schemas";

/** Which of two variants' answers a person or a model preferred, one judgement or up to 1,000, all or none of them. */
export const POST = route({
  scope: "record",
  body: JudgementsInput,
  handle: ({ ctx, params, body }) => reportJudgements(ctx, params.slug ?? "", body),
});
