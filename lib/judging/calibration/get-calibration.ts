import { readApprovals } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { selectJudgements } from "../judging-store";
import type { Calibration, CalibrationQuery, Judgement } from "../schemas";
import { measureCalibration } from "./measure-calibration";

/** Newest judgements that are looked at. */
const MOST_READ = 2_000;

/** How each judge agrees with people, per task, on answers that both have judged: the one with the most pairs first. */
export async function getCalibration(ctx: Ctx, { task, judge, days }: CalibrationQuery): Promise<Calibration[]> {
  requireScope(ctx, "read");
  const from = new Date(ctx.now().getTime() - days * 24 * 3_600_000);
  const judgements = await selectJudgements(ctx, { task, judge, from, limit: MOST_READ });
  const approvals = await readApprovals(ctx, [...new Set(judgements.map(({ executionId }) => executionId))]);
  return [...groupBy(judgements, ({ task, judge }) => `${task}\u0000${judge}`).values()]
    .map((own) => calibrationOf(own, approvals))
    .sort((a, b) => b.pairCount - a.pairCount);
}

function calibrationOf(judgements: readonly Judgement[], approvals: ReadonlyMap<string, number>): Calibration {
  const { task, judge } = judgements[0]!;
  const pairs = judgements.flatMap(({ executionId, score }) => {
    const approval = approvals.get(executionId);
    return approval === undefined || score === null ? [] : [{ approval, score }];
  });
  const withoutVerdict = judgements.filter(({ score }) => score === null).length;
  return { task, judge, withoutVerdict, ...measureCalibration(pairs) };
}
