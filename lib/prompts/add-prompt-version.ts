import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changePrompt, toPublicVersion } from "./change-prompt";
import { completeContent } from "./complete-content";
import { isSameContent } from "./is-same-content";
import { insertVersions, selectVersion, updatePromptRow, type PromptRow } from "./prompt-store";
import { findPrompt, findVersion } from "./require-prompt";
import type { PromptContent, PromptVersion } from "./schemas";

const MAX_VERSIONS = 10_000;

/**
 * Adds a version, which never changes and which nothing uses before a label is moved to it. Of two that are written at
 * once both are kept. Throws `conflict` for the text of the newest version again.
 */
export async function addPromptVersion(ctx: Ctx, slug: string, input: PromptContent): Promise<PromptVersion> {
  requireScope(ctx, "write");
  const content = completeContent(input);
  const { latestVersion } = await changePrompt(ctx, slug, "add_version", (tx, before) =>
    appendVersion(tx, ctx, before, content),
  );
  const version = await findVersion(ctx, await findPrompt(ctx, slug), { version: latestVersion });
  return toPublicVersion(version, []);
}

/** Part of a transaction that holds the prompt's lock. */
export async function appendVersion(
  tx: DatabaseTransaction,
  ctx: Ctx,
  before: PromptRow,
  content: Required<PromptContent>,
): Promise<PromptRow> {
  const { slug, latestVersion } = before;
  if (latestVersion >= MAX_VERSIONS) throw conflict(`The prompt \`${slug}\` has ${MAX_VERSIONS} versions, the most`);
  const newest = await selectVersion(tx, ctx.organizationId, slug, latestVersion);
  if (newest && isSameContent(newest, content))
    throw conflict(`This is the text of version ${latestVersion}, the newest: change something`, { field: "template" });
  const version = latestVersion + 1;
  await insertVersions(tx, ctx, [{ promptSlug: slug, version, id: newId(ctx.now().getTime()), ...content }]);
  return updatePromptRow(tx, ctx, slug, { latestVersion: version });
}
