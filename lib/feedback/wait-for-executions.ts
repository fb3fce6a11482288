import { setTimeout } from "node:timers/promises";
import type { Ctx } from "@/lib/platform/ctx";
import { firstIdOf } from "@/lib/platform/ids";

/** An execution that is younger may still be on its way into the database. */
const RECENT_MS = 60_000;
/** Looks at what another process may be storing. */
const PAUSES_MS = [0, 150, 450];

/** Answers are given before they are stored: lets recent executions arrive. Returns also when some do not. */
export async function waitForExecutions(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const recent = ids.filter((id) => id >= firstIdOf(new Date(ctx.now().getTime() - RECENT_MS)));
  if (recent.length === 0) return;
  for (const pauseMs of PAUSES_MS) {
    const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM executions
      WHERE organization_id = ${ctx.organizationId}::uuid AND id = ANY(${recent}::uuid[]) AND status <> 'pending'`;
    if (row!.count >= recent.length) return;
    if (pauseMs > 0) await setTimeout(pauseMs);
    await ctx.runtime.recorder.flush();
  }
}
