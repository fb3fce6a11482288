import { groupBy } from "@/lib/platform/group-by";
import { changeVerdicts, type JudgedExecution } from "@/lib/executions";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { approvalOfExecution } from "./quality-of-feedback";
import { selectOfExecutions } from "./store";

/**
 * Brings quality and approval of executions in line with what is said of them now. A judged execution has the quality
 * of its verdict; without verdicts it has the measured one again. The executions are held by `lockJudged`.
 */
export async function moveQuality(
  tx: DatabaseTransaction,
  organizationId: string,
  executions: readonly JudgedExecution[],
): Promise<void> {
  if (executions.length === 0) return;
  const ids = executions.map(({ id }) => id);
  const said = groupBy(
    (await selectOfExecutions(tx, organizationId, ids)).filter(({ isWithdrawn }) => !isWithdrawn),
    ({ executionId }) => executionId,
  );
  const kept = await tx.measuredQuality.findMany({ where: { organizationId, executionId: { in: ids } } });
  const measured = new Map(kept.map(({ executionId, quality }) => [executionId, quality]));
  const verdicts = executions.map((execution) => ({
    execution,
    approval: approvalOfExecution(said.get(execution.id) ?? []),
  }));
  const judged = verdicts.filter(({ approval }) => approval !== null);
  await tx.measuredQuality.createMany({
    data: judged
      .filter(({ execution }) => !measured.has(execution.id))
      .map(({ execution }) => ({ organizationId, executionId: execution.id, quality: execution.quality })),
    skipDuplicates: true,
  });
  const freed = verdicts.filter(({ execution, approval }) => approval === null && measured.has(execution.id));
  await tx.measuredQuality.deleteMany({
    where: { organizationId, executionId: { in: freed.map(({ execution }) => execution.id) } },
  });
  await changeVerdicts(tx, organizationId, [
    ...judged.map(({ execution: { id, createdAt }, approval }) => ({
      id,
      createdAt,
      quality: approval! * 100,
      approval,
    })),
    ...freed.map(({ execution: { id, createdAt } }) => ({
      id,
      createdAt,
      quality: measured.get(id) ?? null,
      approval: null,
    })),
  ]);
}
