import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { requireOwnView } from "./require-own-view";
import type { SavedView, UpdateViewInput } from "./schemas";
import { updateViewRow } from "./store";

/** Changes what is given. Touching what is or becomes shared needs `write`. */
export async function updateView(ctx: Ctx, id: string, input: UpdateViewInput): Promise<SavedView> {
  const before = await requireOwnView(ctx, id);
  const isShared = before.isShared || input.isShared === true;
  if (isShared) requireScope(ctx, "write");
  return ctx.db.$transaction(async (tx) => {
    const after = await updateViewRow(tx, ctx, id, input);
    if (isShared)
      await recordAudit(tx, ctx, { action: "view.update", subjectType: "view", subjectId: id, before, after });
    return after;
  });
}
