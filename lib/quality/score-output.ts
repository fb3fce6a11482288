import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { QualityScore, ScoreInput } from "./schemas";
import { score } from "./score";
import { scorerOfTask } from "./scorer-of-task";

/** Judges one answer. `task` is the one that the input names, or null. */
export async function scoreOutput(ctx: Ctx, input: ScoreInput, task: { slug: string } | null): Promise<QualityScore> {
  requireScope(ctx, "read");
  return score(input.scorer ?? (task ? scorerOfTask(task) : "general"), input);
}
