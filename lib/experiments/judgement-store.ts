import type { DatabaseTransaction } from "@/lib/platform/db";
import type { PhaseKey } from "./sum-store";

/** How often `preferred` was preferred over `other`; a tie is half of each. */
export type JudgementCount = { preferred: string; other: string; count: number };

export async function selectJudgements(db: DatabaseTransaction, key: PhaseKey): Promise<JudgementCount[]> {
  return db.experimentJudgement.findMany({ where: key, select: { preferred: true, other: true, count: true } });
}

export async function addJudgements(
  tx: DatabaseTransaction,
  key: PhaseKey,
  counts: readonly JudgementCount[],
): Promise<void> {
  if (counts.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO experiment_judgements AS kept (organization_id, experiment_id, phase, preferred, other, count)
    SELECT ${key.organizationId}::uuid, ${key.experimentId}::uuid, ${key.phase}, preferred, other, count
    FROM jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) AS judged(preferred text, other text, count float8)
    ON CONFLICT (organization_id, experiment_id, phase, preferred, other)
    DO UPDATE SET count = kept.count + excluded.count`;
}
