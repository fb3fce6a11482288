import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { tasksUsingPrompt } from "@/lib/registry";
import { changePrompt } from "./change-prompt";
import { updatePromptRow } from "./prompt-store";
import type { Prompt } from "./schemas";

/** Takes it out of use; `restorePrompt` brings it back. Throws `conflict` while a task's configuration uses it. */
export async function deletePrompt(ctx: Ctx, slug: string): Promise<Prompt> {
  requireScope(ctx, "write");
  return changePrompt(ctx, slug, "delete", async (tx) => {
    const tasks = await tasksUsingPrompt(tx, ctx.organizationId, slug);
    if (tasks.length > 0)
      throw conflict(`The prompt \`${slug}\` is used by ${tasks.join(", ")}: change their configuration first`, {
        details: { tasks },
      });
    return updatePromptRow(tx, ctx, slug, { deletedAt: ctx.now() });
  });
}

/** Undoes a deletion. */
export async function restorePrompt(ctx: Ctx, slug: string): Promise<Prompt> {
  requireScope(ctx, "write");
  return changePrompt(ctx, slug, "restore", (tx) => updatePromptRow(tx, ctx, slug, { deletedAt: null }), true);
}
