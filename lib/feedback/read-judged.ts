import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { firstIdOf } from "@/lib/platform/ids";
import type { FeedbackSource } from "./words";

/** An answer with a label, and whether those who judged it found it right. */
export type JudgedAnswer = {
  executionId: string;
  isRight: boolean;
  /** Who judged it first. */
  giver: string;
  givenAt: string;
};

/** How much one voice weighs. */
const WEIGHTS = { expert: 3, user: 1, automated: 0.5 } as const satisfies Record<FeedbackSource, number>;

type Row = { executionId: string; isRight: boolean; giver: string; source: FeedbackSource; givenAt: Date };

/** Judged answers of a task since `since`, the oldest first; of very many the newest `limit`. A tie counts as wrong. */
export async function readJudgedAnswers(
  ctx: Ctx,
  { task, since, limit = 5_000 }: { task: string; since: Date; limit?: number },
): Promise<JudgedAnswer[]> {
  requireScope(ctx, "read");
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT execution_id::text AS "executionId", is_right AS "isRight", giver, source, given_at AS "givenAt" FROM feedback
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND id >= ${firstIdOf(since)}::uuid
      AND is_right IS NOT NULL AND NOT is_withdrawn
    ORDER BY id DESC LIMIT ${limit}`;
  const answers = [...groupBy(rows.reverse(), ({ executionId }) => executionId)].map(([executionId, voices]) => {
    const [first] = voices;
    const balance = voices.reduce((sum, { isRight, source }) => sum + (isRight ? 1 : -1) * WEIGHTS[source], 0);
    return { executionId, isRight: balance > 0, giver: first!.giver, givenAt: first!.givenAt.toISOString() };
  });
  return answers.sort((a, b) => (a.givenAt < b.givenAt ? -1 : a.givenAt > b.givenAt ? 1 : 0));
}
