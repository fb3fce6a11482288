import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { requireOwnView } from "./require-own-view";
import type { SavedView } from "./schemas";
import { deleteViewRow } from "./store";

/** Returns what it was, so that it can be made again. Deleting a shared one needs `write`. */
export async function deleteView(ctx: Ctx, id: string): Promise<SavedView> {
  const before = await requireOwnView(ctx, id);
  if (before.isShared) requireScope(ctx, "write");
  await ctx.db.$transaction(async (tx) => {
    await deleteViewRow(tx, ctx, id);
    if (before.isShared)
      await recordAudit(tx, ctx, { action: "view.delete", subjectType: "view", subjectId: id, before, after: null });
  });
  return before;
}
