import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { tasksUsingPrompt } from "@/lib/registry";
import { changePrompt } from "./change-prompt";
import { selectVersion, updatePromptRow } from "./prompt-store";
import { PromptLabel, type Prompt, type SetLabelInput } from "./schemas";

const MAX_LABELS = 20;

/**
 * Moves a label to a version: from the next request on, whoever uses the label gets that version. Undo is to move it
 * back, or to remove it when it was new. Throws `not_found` for an unknown version.
 */
export async function setPromptLabel(
  ctx: Ctx,
  slug: string,
  label: string,
  { version }: SetLabelInput,
): Promise<Prompt> {
  requireScope(ctx, "write");
  const named = requireLabel(label);
  return changePrompt(ctx, slug, "set_label", async (tx, before) => {
    if (!(await selectVersion(tx, ctx.organizationId, slug, version)))
      throw notFound(`The prompt \`${slug}\` has no version ${version}: the newest is ${before.latestVersion}`, {
        field: "version",
      });
    const labels = { ...before.labels, [named]: version };
    if (Object.keys(labels).length > MAX_LABELS)
      throw conflict(`A prompt has at most ${MAX_LABELS} labels: remove one first`, { field: "label" });
    return updatePromptRow(tx, ctx, slug, { labels });
  });
}

/** Throws `conflict` while a task's configuration uses the label. */
export async function removePromptLabel(ctx: Ctx, slug: string, label: string): Promise<Prompt> {
  requireScope(ctx, "write");
  const named = requireLabel(label);
  return changePrompt(ctx, slug, "remove_label", async (tx, before) => {
    if (!Object.hasOwn(before.labels, named)) throw notFound(`The prompt \`${slug}\` has no label \`${named}\``);
    const tasks = await tasksUsingPrompt(tx, ctx.organizationId, slug, named);
    if (tasks.length > 0)
      throw conflict(`The label \`${named}\` is used by ${tasks.join(", ")}: change their configuration first`, {
        details: { tasks },
      });
    const labels = Object.fromEntries(Object.entries(before.labels).filter(([one]) => one !== named));
    return updatePromptRow(tx, ctx, slug, { labels });
  });
}

function requireLabel(label: string): string {
  const parsed = PromptLabel.safeParse(label);
  if (parsed.success) return parsed.data;
  throw invalidInput(`A label ${parsed.error.issues[0]?.message ?? "is a name"}`, { field: "label" });
}
