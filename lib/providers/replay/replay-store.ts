import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { ReplayedPrompt, ReplayedResult, ReplaySet } from "../replay-schemas";
import { promptKey } from "./prompt-key";

type SetRow = NonNullable<Awaited<ReturnType<Ctx["db"]["replaySet"]["findFirst"]>>>;

/** Rows read from the database at once. */
const READ_BATCH = 500;

export async function insertPrompts(ctx: Ctx, setId: string, firstPosition: number, rows: readonly ReplayedPrompt[]) {
  const json = JSON.stringify(
    rows.map(({ id, prompt, task, results }, index) => ({
      position: firstPosition + index,
      client_id: id,
      task,
      prompt,
      results,
      prompt_key: promptKey(prompt),
    })),
  );
  await ctx.db.$executeRaw`
    INSERT INTO replay_prompts (organization_id, set_id, prompt_key, position, client_id, task, prompt, results)
    SELECT ${ctx.organizationId}::uuid, ${setId}::uuid, r.prompt_key, r.position, r.client_id, r.task, r.prompt, r.results
    FROM jsonb_to_recordset(${json}::jsonb)
      AS r(position int, client_id text, task text, prompt text, results jsonb, prompt_key text)`;
}

/** What a model made of a prompt: of the newest set of the provider that tells. null when none does. */
export async function findResult(
  db: Database,
  where: { organizationId: string; providerSlug: string; modelSlug: string; prompt: string },
): Promise<ReplayedResult | null> {
  const rows = await db.$queryRaw<{ result: ReplayedResult }[]>`
    SELECT p.results -> ${where.modelSlug} AS result FROM replay_prompts p
    JOIN replay_sets s ON s.organization_id = p.organization_id AND s.id = p.set_id
    WHERE p.organization_id = ${where.organizationId}::uuid AND p.prompt_key = ${promptKey(where.prompt)}
      AND s.provider_slug = ${where.providerSlug} AND s.is_complete
      AND jsonb_exists(p.results, ${where.modelSlug})
    ORDER BY s.created_at DESC, s.id DESC LIMIT 1`;
  return rows[0]?.result ?? null;
}

/** All prompts of a set in the order of its file. */
export async function* selectPrompts(
  db: Database,
  organizationId: string,
  setId: string,
): AsyncGenerator<ReplayedPrompt> {
  for (let position = -1; ;) {
    const rows = await db.replayPrompt.findMany({
      where: { organizationId, setId, position: { gt: position } },
      orderBy: { position: "asc" },
      take: READ_BATCH,
    });
    for (const row of rows) {
      position = row.position;
      yield {
        id: row.clientId ?? String(row.position),
        prompt: row.prompt,
        task: row.task,
        results: row.results as Record<string, ReplayedResult>,
      };
    }
    if (rows.length < READ_BATCH) return;
  }
}

export async function selectSets(db: Database, organizationId: string): Promise<ReplaySet[]> {
  const rows = await db.replaySet.findMany({
    where: { organizationId, isComplete: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toReplaySet);
}

export async function findSet(db: DatabaseTransaction, organizationId: string, id: string): Promise<ReplaySet | null> {
  const row = await db.replaySet.findFirst({ where: { organizationId, id, isComplete: true } });
  return row && toReplaySet(row);
}

export function toReplaySet(row: SetRow): ReplaySet {
  return {
    id: row.id,
    provider: row.providerSlug,
    name: row.name,
    promptCount: row.promptCount,
    models: row.models,
    tasks: row.tasks,
    rejected: row.rejected as ReplaySet["rejected"],
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
