import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { isAppError, notFound } from "@/lib/platform/errors";
import { appendVersion } from "./add-prompt-version";
import { changePrompt, tellRequests } from "./change-prompt";
import { completeContent } from "./complete-content";
import { insertWithVersions } from "./create-prompt";
import { selectPrompt, selectPrompts, selectVersions, type PromptRow } from "./prompt-store";
import { findPrompt } from "./require-prompt";
import { requireSound } from "./require-sound";
import type {
  AddStarterPromptsInput,
  ExportPromptsQuery,
  ImportPromptsInput,
  ImportResult,
  PortablePrompt,
  PromptFile,
  StarterPrompt,
} from "./schemas";
import { STARTER_PROMPTS } from "./starter-prompts";

const MOST = 200;

/** All prompts, or one, with at most 200 versions each, as a file that `importPrompts` takes. */
export async function exportPrompts(ctx: Ctx, { slug }: ExportPromptsQuery): Promise<PromptFile> {
  requireScope(ctx, "read");
  const prompts = slug
    ? [await findPrompt(ctx, slug)]
    : await selectPrompts(ctx.db, ctx.organizationId, { take: MOST });
  return { format: "ai-gym/prompts/1", prompts: await Promise.all(prompts.map((prompt) => portable(ctx, prompt))) };
}

async function portable(ctx: Ctx, { slug, name, description, category, labels }: PromptRow): Promise<PortablePrompt> {
  const rows = (await selectVersions(ctx.db, ctx.organizationId, slug, MOST)).reverse();
  const places = new Map(rows.map(({ version }, index) => [version, index + 1]));
  return {
    slug,
    name,
    description,
    category,
    versions: rows.map(({ template, variables, notes }) => ({ template, variables, notes })),
    labels: Object.fromEntries(
      Object.entries(labels).flatMap(([label, version]) => {
        const place = places.get(version);
        return place === undefined ? [] : [[label, place]];
      }),
    ),
  };
}

/**
 * Takes in a file: unknown prompts with all their versions, known ones by `existing`. All of it or, when something is
 * wrong with one, nothing.
 */
export async function importPrompts(ctx: Ctx, { prompts, existing }: ImportPromptsInput): Promise<ImportResult> {
  requireScope(ctx, "write");
  prompts.forEach(requireSound);
  const result: ImportResult = { created: [], versionsAdded: [], skipped: [] };
  const known: PortablePrompt[] = [];
  await ctx.db.$transaction(async (tx) => {
    for (const prompt of prompts) {
      if (await selectPrompt(tx, ctx.organizationId, prompt.slug)) known.push(prompt);
      else result.created.push((await insertWithVersions(tx, ctx, prompt)).slug);
    }
  });
  for (const prompt of known) {
    const isAdded = existing === "add_version" && (await addNewest(ctx, prompt));
    (isAdded ? result.versionsAdded : result.skipped).push(prompt.slug);
  }
  await tellRequests(ctx);
  return result;
}

/** False when it is what the prompt says already, or the prompt is deleted. */
async function addNewest(ctx: Ctx, { slug, versions }: PortablePrompt): Promise<boolean> {
  const content = completeContent(versions.at(-1)!);
  const append = (tx: DatabaseTransaction, before: PromptRow) => appendVersion(tx, ctx, before, content);
  try {
    await changePrompt(ctx, slug, "add_version", append);
    return true;
  } catch (error) {
    if (isAppError(error) && (error.code === "conflict" || error.code === "not_found")) return false;
    throw error;
  }
}

/** The prompts that come with the product, and which are there already. */
export async function listStarterPrompts(ctx: Ctx): Promise<StarterPrompt[]> {
  requireScope(ctx, "read");
  const added = await Promise.all(STARTER_PROMPTS.map(({ slug }) => selectPrompt(ctx.db, ctx.organizationId, slug)));
  return STARTER_PROMPTS.map(({ slug, name, description, category }, index) => ({
    slug,
    name,
    description,
    category,
    isAdded: added[index] !== null,
  }));
}

/** Adds prompts of the library that comes with the product; what exists stays as it is. */
export async function addStarterPrompts(ctx: Ctx, { slugs }: AddStarterPromptsInput): Promise<ImportResult> {
  requireScope(ctx, "write");
  const unknown = slugs?.find((slug) => !STARTER_PROMPTS.some((prompt) => prompt.slug === slug));
  if (unknown !== undefined) throw notFound(`The library has no prompt \`${unknown}\``, { field: "slugs" });
  const prompts = STARTER_PROMPTS.filter(({ slug }) => slugs?.includes(slug) ?? true);
  return importPrompts(ctx, { format: "ai-gym/prompts/1", prompts, existing: "skip" });
}
