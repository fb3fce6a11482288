import { lockJudged } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { moveQuality } from "./move-quality";
import type { Feedback } from "./schemas";
import { markWithdrawn, findFeedback } from "./store";

/** Takes feedback back: the execution has the quality again that it would have without it. Throws `not_found`. */
export async function withdrawFeedback(ctx: Ctx, id: string): Promise<Feedback> {
  requireScope(ctx, "record");
  const withdrawn = await ctx.db.$transaction(async (tx) => {
    const feedback = isId(id) ? await findFeedback(tx, ctx.organizationId, id) : null;
    if (!feedback) throw notFound(`There is no feedback ${id}`);
    const executions = await lockJudged(tx, ctx.organizationId, [feedback.executionId]);
    await markWithdrawn(tx, ctx.organizationId, id);
    await moveQuality(tx, ctx.organizationId, executions);
    return feedback;
  });
  ctx.runtime.onFeedback?.(ctx.organizationId, []);
  return withdrawn;
}
