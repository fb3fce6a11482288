import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { storableText } from "@/lib/platform/stored-json";
import { tasksUsingPrompt } from "@/lib/registry";
import { toPublic, toPublicVersion } from "./change-prompt";
import { selectPrompts, selectVersions } from "./prompt-store";
import { findPrompt } from "./require-prompt";
import type { ListPromptsQuery, Prompt, PromptDetail } from "./schemas";

/** Newest versions shown with a prompt. */
const SHOWN_VERSIONS = 200;

/** In order of slug. */
export async function listPrompts(ctx: Ctx, query: ListPromptsQuery): Promise<Page<Prompt>> {
  requireScope(ctx, "read");
  const { category, search, limit } = query;
  const rows = await selectPrompts(ctx.db, ctx.organizationId, {
    ...(category && { category }),
    ...(search && { search: storableText(search) }),
    afterSlug: decodeCursor(query.cursor, z.string()),
    take: limit + 1,
  });
  return page({ rows: rows.map(toPublic), limit, cursorOf: ({ slug }) => slug });
}

/** With its newest 200 versions. */
export async function getPrompt(ctx: Ctx, slug: string): Promise<PromptDetail> {
  requireScope(ctx, "read");
  const prompt = await findPrompt(ctx, slug);
  const rows = await selectVersions(ctx.db, ctx.organizationId, slug, SHOWN_VERSIONS);
  const labelsOf = (version: number) =>
    Object.entries(prompt.labels)
      .filter(([, named]) => named === version)
      .map(([label]) => label)
      .sort();
  return {
    ...toPublic(prompt),
    versions: rows.map((row) => toPublicVersion(row, labelsOf(row.version))),
    usedBy: await tasksUsingPrompt(ctx.db, ctx.organizationId, slug),
  };
}
