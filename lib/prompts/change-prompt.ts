import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { lockPrompt, type PromptRow, type VersionRow } from "./prompt-store";
import { requirePrompt } from "./require-prompt";
import type { Prompt, PromptVersion } from "./schemas";

/** What of a prompt a change is audited by. */
const audited = ({ slug, name, description, category, latestVersion, labels, deletedAt }: PromptRow) =>
  deletedAt === null ? { slug, name, description, category, latestVersion, labels } : null;

/**
 * Changes one prompt with its audit row in one transaction, alone at a time, then tells the requests of this process.
 * `change` gets it as it is, a deleted one only when `mayBeDeleted`. Throws `not_found`.
 */
export async function changePrompt(
  ctx: Ctx,
  slug: string,
  action: string,
  change: (tx: DatabaseTransaction, before: PromptRow) => Promise<PromptRow>,
  mayBeDeleted = false,
): Promise<Prompt> {
  const changed = await ctx.db.$transaction(async (tx) => {
    const before = requirePrompt(await lockPrompt(tx, ctx.organizationId, slug), slug, mayBeDeleted);
    const after = await change(tx, before);
    await recordAudit(tx, ctx, {
      action: `prompt.${action}`,
      subjectType: "prompt",
      subjectId: slug,
      before: audited(before),
      after: audited(after),
    });
    return after;
  });
  await tellRequests(ctx);
  return toPublic(changed);
}

/** When only this fails the change stands: the regular look for changes finds it. */
export async function tellRequests(ctx: Ctx): Promise<void> {
  await ctx.runtime.activePrompts.refresh().catch((error: unknown) => {
    ctx.runtime.log.warn({ reason: messageOf(error) }, "prompts in use could not be read again");
  });
}

export const toPublic = ({ slug, name, description, category, latestVersion, labels, ...row }: PromptRow): Prompt => ({
  slug,
  name,
  description,
  category,
  latestVersion,
  labels,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

export const toPublicVersion = (row: VersionRow, labels: string[]): PromptVersion => ({
  id: row.id,
  version: row.version,
  template: row.template,
  variables: row.variables,
  notes: row.notes,
  labels,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
});
