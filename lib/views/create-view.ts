import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { CreateViewInput, SavedView } from "./schemas";
import { countOwnViews, insertView } from "./store";

/** Views of one person or key. */
const MAX_OWN = 100;

/**
 * Keeps a page's filters under a name. Whoever may look may keep views for themselves; sharing one needs `write`.
 * Throws `conflict` when the name is taken among one's own of this page.
 */
export async function createView(ctx: Ctx, input: CreateViewInput): Promise<SavedView> {
  requireScope(ctx, input.isShared ? "write" : "read");
  if ((await countOwnViews(ctx)) >= MAX_OWN) throw conflict(`You have ${MAX_OWN} views: delete one first`);
  return ctx.db.$transaction(async (tx) => {
    const view = await insertView(tx, ctx, newId(ctx.now().getTime()), input);
    if (view.isShared)
      await recordAudit(tx, ctx, {
        action: "view.create",
        subjectType: "view",
        subjectId: view.id,
        before: null,
        after: view,
      });
    return view;
  });
}
