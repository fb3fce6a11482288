import type { Ctx } from "@/lib/platform/ctx";

/** A request that was served with a prompt of the library, or by a task that uses one. */
export type PromptRequest = {
  executionId: string;
  createdAt: string;
  task: string;
  /** null = it was served without a prompt of the library. */
  promptVersionId: string | null;
  variables: Record<string, string | number | boolean> | null;
  /** The beginning of what the user said. */
  input: string;
};

type Question = {
  /** Requests with one of these versions, */
  promptVersionIds: readonly string[];
  /** or of one of these tasks. */
  tasks: readonly string[];
  from: Date;
  limit: number;
};

/** The newest live requests, those that were served with one of the versions first. */
export async function readPromptRequests(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  { promptVersionIds, tasks, from, limit }: Question,
): Promise<PromptRequest[]> {
  const rows = await db.$queryRaw<(Omit<PromptRequest, "createdAt"> & { createdAt: Date })[]>`
    SELECT id::text AS "executionId", created_at AS "createdAt", task_slug AS task,
      prompt_version_id::text AS "promptVersionId", prompt_variables AS variables, input_preview AS input
    FROM executions
    WHERE organization_id = ${organizationId}::uuid AND created_at >= ${from} AND source <> 'benchmark'
      AND operation <> 'embedding' AND coalesce(input_preview, '') <> ''
      AND (prompt_version_id = ANY(${[...promptVersionIds]}::uuid[])
        OR (prompt_version_id IS NULL AND task_slug = ANY(${[...tasks]}::text[])))
    ORDER BY (prompt_version_id IS NULL), created_at DESC, id DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
