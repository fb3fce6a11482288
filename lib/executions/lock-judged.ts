import type { DatabaseTransaction } from "@/lib/platform/db";
import type { ExecutionStatus } from "./words";

/** An execution as far as a verdict on it goes. */
export type JudgedExecution = {
  id: string;
  createdAt: string;
  task: string;
  /** "" when no model was chosen. */
  model: string;
  /** Id of the model version; "" for models that have none. */
  modelVersion: string;
  status: ExecutionStatus;
  /** 0–100. */
  quality: number | null;
  /** 0–1: what people said of it. */
  approval: number | null;
  label: string | null;
  output: string | null;
};

/** These executions of an organization, held until the transaction ends, so that verdicts on one come one by one. */
export async function lockJudged(
  tx: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<JudgedExecution[]> {
  const rows = await tx.$queryRaw<(Omit<JudgedExecution, "createdAt"> & { createdAt: Date })[]>`
    SELECT id::text, created_at AS "createdAt", task_slug AS task, coalesce(model_slug, '') AS model,
      coalesce(model_version_id::text, '') AS "modelVersion", status, quality, approval, label, output_preview AS output
    FROM executions WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])
    ORDER BY id FOR UPDATE`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
