import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { forbidden, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { SavedView } from "./schemas";
import { findView } from "./store";

/**
 * The view, when this actor may change it: its owner, and of a shared one whoever has `admin`. Throws `not_found` for
 * one that they cannot see.
 */
export async function requireOwnView(ctx: Ctx, id: string): Promise<SavedView> {
  requireScope(ctx, "read");
  const view = isId(id) ? await findView(ctx, id) : null;
  if (!view) throw notFound("There is no such view");
  if (!view.isOwn && !ctx.scopes.has("admin"))
    throw forbidden(`This view is ${view.ownerName}'s: keep your own, or ask an admin`);
  return view;
}
