import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { jsonText } from "@/lib/platform/stored-json";
import { newestImport } from "./build-dataset";
import { eachExample } from "./dataset-store";
import { BEGINNING } from "./retrain-state";
import { suspectLabels } from "./suspect-labels";

/** Rows that are looked at together: a second or two of work. */
const MAX_ROWS = 20_000;

/**
 * Notes on the newest examples of a task how much a model that did not learn from them doubts their labels. Returns
 * how many were looked at; 0 when none has changed since the last look.
 */
export async function lookForNoise(ctx: Ctx, task: string): Promise<number> {
  requireScope(ctx, "write");
  const { db, organizationId } = ctx;
  const key = { organizationId_taskSlug: { organizationId, taskSlug: task } };
  const state = await db.retrainState.findUnique({ where: key });
  const now = ctx.now();
  const pool = await db.$queryRaw<{ id: string; text: string; label: string; updatedAt: Date }[]>`
    SELECT id::text, text, label, updated_at AS "updatedAt" FROM pool_examples
    WHERE organization_id = ${organizationId}::uuid AND task_slug = ${task} AND state <> 'rejected'
    ORDER BY id DESC LIMIT ${MAX_ROWS / 2}`;
  const last = state?.noiseAt;
  if (pool.length === 0 || (last && !pool.some(({ updatedAt }) => updatedAt > last))) return 0;
  const base: { text: string; label: string }[] = [];
  const imported = await newestImport(ctx, task);
  if (imported) {
    for await (const row of eachExample(ctx, imported.id)) {
      base.push(row);
      if (base.length === MAX_ROWS / 2) break;
    }
  }
  const suspected = (await suspectLabels([...pool, ...base])).slice(0, pool.length);
  const found = pool.map(({ id }, index) => ({
    id,
    suspicion: suspected[index]?.suspicion ?? null,
    label: suspected[index]?.label ?? null,
  }));
  await db.$executeRaw`
    UPDATE pool_examples SET suspicion = r.suspicion, suspected_label = r.label
    FROM jsonb_to_recordset(${jsonText(found)}::jsonb) AS r(id uuid, suspicion double precision, label text)
    WHERE pool_examples.organization_id = ${organizationId}::uuid AND pool_examples.id = r.id`;
  const at = { noiseAt: now };
  await db.retrainState.upsert({
    where: key,
    create: { organizationId, taskSlug: task, since: BEGINNING, ...at },
    update: at,
  });
  return pool.length;
}
