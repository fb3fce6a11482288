import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { changePrompt } from "./change-prompt";
import { updatePromptRow } from "./prompt-store";
import type { Prompt, UpdatePromptInput } from "./schemas";

/** Changes name, description or category. Undo is to send what it was before. */
export async function updatePrompt(ctx: Ctx, slug: string, input: UpdatePromptInput): Promise<Prompt> {
  requireScope(ctx, "write");
  const changes = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.description !== undefined && { description: input.description }),
    ...(input.category !== undefined && { category: input.category }),
  };
  return changePrompt(ctx, slug, "update", (tx) => updatePromptRow(tx, ctx, slug, changes));
}
