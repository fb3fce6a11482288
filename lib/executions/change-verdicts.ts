import type { DatabaseTransaction } from "@/lib/platform/db";
import { COUNTED_COLUMNS, insertDeltasSql } from "./rollup-sql";

export type WantedVerdict = {
  id: string;
  createdAt: string;
  /** 0–100; null = not known. */
  quality: number | null;
  /** 0–1; null = nobody judged it. */
  approval: number | null;
};

/**
 * Gives settled executions of an organization ($1) another quality and approval ($2) and corrects the sums, in one
 * statement, so that they never disagree.
 */
const CHANGE = `
WITH wanted AS (
  SELECT * FROM jsonb_to_recordset($2::jsonb)
    AS r(id uuid, "createdAt" timestamptz, quality double precision, approval double precision)
), old_rows AS (
  SELECT id, ${COUNTED_COLUMNS} FROM executions
  WHERE organization_id = $1::uuid AND (created_at, id) IN (SELECT "createdAt", id FROM wanted)
    AND created_at >= $3::timestamptz AND created_at <= $4::timestamptz AND status <> 'pending'
  ORDER BY id FOR UPDATE
), new_rows AS (
  UPDATE executions SET quality = wanted.quality, approval = wanted.approval
  FROM wanted
  WHERE executions.organization_id = $1::uuid AND executions.created_at = wanted."createdAt"
    AND executions.id = wanted.id AND executions.created_at >= $3::timestamptz AND executions.created_at <= $4::timestamptz
    AND wanted.id IN (SELECT id FROM old_rows)
  RETURNING ${COUNTED_COLUMNS.replaceAll(/(\w+)/g, "executions.$1")}
), taken AS (
  ${insertDeltasSql("old_rows", -1)}
)
${insertDeltasSql("new_rows")}`;

/** Writes what people say of executions, and everything that adds it up; see `CHANGE`. */
export async function changeVerdicts(
  tx: DatabaseTransaction,
  organizationId: string,
  wanted: readonly WantedVerdict[],
): Promise<void> {
  if (wanted.length === 0) return;
  const times = wanted.map(({ createdAt }) => createdAt).sort();
  await tx.$executeRawUnsafe(CHANGE, organizationId, JSON.stringify(wanted), times[0], times.at(-1));
}
