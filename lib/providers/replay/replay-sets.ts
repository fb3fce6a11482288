import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { invalidInput, notFound } from "@/lib/platform/errors";
import type { ReplayedPrompt, ReplaySet } from "../replay-schemas";
import { findSet, selectPrompts, selectSets } from "./replay-store";

/** Newest first. */
export async function listReplaySets(ctx: Ctx): Promise<ReplaySet[]> {
  requireScope(ctx, "read");
  return selectSets(ctx.db, ctx.organizationId);
}

/** Removes the recording. Its models stay in the catalogue; without any recording they answer with an error. */
export async function deleteReplaySet(ctx: Ctx, id: string): Promise<{ id: string }> {
  requireScope(ctx, "write");
  const { organizationId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const set = await findSet(tx, organizationId, id);
    if (!set) throw notFound("There is no such set of recorded answers");
    await tx.replaySet.deleteMany({ where: { organizationId, id } });
    await recordAudit(tx, ctx, {
      action: "replay.delete",
      subjectType: "replay",
      subjectId: id,
      before: { provider: set.provider, name: set.name, promptCount: set.promptCount },
      after: null,
    });
  });
  return { id };
}

/** Every prompt of the named sets, to learn from. Throws `invalid_input` for a set that does not exist. */
export async function* readReplayedPrompts(
  db: Database,
  organizationId: string,
  setIds: readonly string[],
): AsyncGenerator<ReplayedPrompt> {
  for (const id of setIds) {
    if (!(await findSet(db, organizationId, id))) throw invalidInput(`There is no set of recorded answers ${id}`);
    yield* selectPrompts(db, organizationId, id);
  }
}
