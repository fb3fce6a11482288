import { notFound } from "@/lib/platform/errors";
import { selectPrompt, selectVersion, type PromptRow, type VersionRow } from "./prompt-store";
import type { Ctx } from "@/lib/platform/ctx";

export function requirePrompt(row: PromptRow | null, slug: string, mayBeDeleted = false): PromptRow {
  if (row && (row.deletedAt === null || mayBeDeleted)) return row;
  throw notFound(`There is no prompt \`${slug.slice(0, 60)}\``);
}

/** Throws `not_found` for a prompt that another organization has, as for none. */
export async function findPrompt(ctx: Ctx, slug: string): Promise<PromptRow> {
  // The database refuses NUL, which no slug has.
  const row = slug.includes("\0") ? null : await selectPrompt(ctx.db, ctx.organizationId, slug);
  return requirePrompt(row, slug);
}

/** Which version a label, a number or nothing (the newest) means. Throws `not_found`. */
export async function findVersion(
  ctx: Ctx,
  prompt: PromptRow,
  { version, label }: { version?: number | undefined; label?: string | undefined },
): Promise<VersionRow> {
  const wanted = label === undefined ? (version ?? prompt.latestVersion) : labelled(prompt, label);
  const row = await selectVersion(ctx.db, ctx.organizationId, prompt.slug, wanted);
  if (row) return row;
  throw notFound(`The prompt \`${prompt.slug}\` has no version ${wanted}: the newest is ${prompt.latestVersion}`, {
    field: "version",
  });
}

function labelled({ slug, labels }: PromptRow, label: string): number {
  if (Object.hasOwn(labels, label)) return labels[label]!;
  const known = Object.keys(labels);
  throw notFound(
    `The prompt \`${slug}\` has no label \`${label}\`${known.length > 0 ? `. It has: ${known.join(", ")}` : " yet"}`,
    { field: "label" },
  );
}
