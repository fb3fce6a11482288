import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation, type DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { tellRequests, toPublic } from "./change-prompt";
import { completeContent } from "./complete-content";
import { countPrompts, insertPrompt, insertVersions, type PromptRow } from "./prompt-store";
import type { CreatePromptInput, PortablePrompt, Prompt } from "./schemas";

const MAX_PROMPTS = 2_000;

/** Adds a prompt with its first version. Throws `conflict` when the slug is taken, also by a deleted one. */
export async function createPrompt(ctx: Ctx, input: CreatePromptInput): Promise<Prompt> {
  requireScope(ctx, "write");
  const { template, variables, notes, ...facts } = input;
  const content = { template, notes, ...(variables && { variables }) };
  try {
    const row = await ctx.db.$transaction((tx) =>
      insertWithVersions(tx, ctx, { ...facts, versions: [content], labels: {} }),
    );
    await tellRequests(ctx);
    return toPublic(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(`There is a prompt \`${input.slug}\` already, or a deleted one: choose another slug or restore it`, {
      field: "slug",
      cause: error,
    });
  }
}

/** Part of a transaction: the prompt, its versions in the given order, its audit row. */
export async function insertWithVersions(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { versions, ...facts }: PortablePrompt,
): Promise<PromptRow> {
  if ((await countPrompts(tx, ctx.organizationId)) >= MAX_PROMPTS)
    throw conflict(`There are ${MAX_PROMPTS} prompts already, which is the most`);
  const complete = versions.map(completeContent);
  const row = await insertPrompt(tx, ctx, { ...facts, latestVersion: versions.length });
  const nowMs = ctx.now().getTime();
  await insertVersions(
    tx,
    ctx,
    complete.map((content, index) => ({
      promptSlug: facts.slug,
      version: index + 1,
      id: newId(nowMs),
      ...content,
    })),
  );
  await recordAudit(tx, ctx, {
    action: "prompt.create",
    subjectType: "prompt",
    subjectId: facts.slug,
    before: null,
    after: { ...facts, ...complete.at(-1) },
  });
  return row;
}
