import { invalidInput } from "@/lib/platform/errors";
import { MAX_REPLAY_MODELS, type ReplayedPrompt, type ReplayedResult, type ReplayRow } from "../replay-schemas";

/** Gives the models of a recording their slugs, always the same one for the same name. */
export class ReplayModels {
  private readonly slugs = new Map<string, string>();

  constructor(private readonly provider: string) {}

  slugOf(name: string): string {
    const known = this.slugs.get(name);
    if (known !== undefined) return known;
    const slug = `${this.provider}/${sluggish(name)}`;
    const other = [...this.slugs].find(([, taken]) => taken === slug)?.[0];
    if (other !== undefined) {
      throw invalidInput(`The models \`${other}\` and \`${name}\` would both be \`${slug}\`: rename one in the file`);
    }
    if (this.slugs.size >= MAX_REPLAY_MODELS) throw invalidInput(`A set holds at most ${MAX_REPLAY_MODELS} models`);
    this.slugs.set(name, slug);
    return slug;
  }

  list(): { slug: string; upstreamId: string }[] {
    return [...this.slugs].map(([upstreamId, slug]) => ({ slug, upstreamId }));
  }
}

/** A row under our names. null when it tells nothing of any model. */
export function toReplayedPrompt(row: ReplayRow, line: number, models: ReplayModels): ReplayedPrompt | null {
  const results: Record<string, ReplayedResult> = {};
  const { answers, scores, cost } = row;
  for (const name of new Set([answers, scores, cost].flatMap((column) => Object.keys(column ?? {})))) {
    if (name.trim() === "") continue;
    const result = { answer: answers?.[name] ?? null, score: scores?.[name] ?? null, costUsd: cost?.[name] ?? null };
    if (result.answer !== null || result.score !== null || result.costUsd !== null) {
      results[models.slugOf(name)] = result;
    }
  }
  if (Object.keys(results).length === 0) return null;
  return { id: row.id ?? `line ${line}`, prompt: row.prompt, task: taskSlug(row.task), results };
}

function sluggish(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._:~@/-]+/g, "-")
    .replaceAll(/(^|\/)[^a-z0-9~]+/g, "$1")
    .replaceAll(/\/+/g, "/")
    .replaceAll(/^\/|\/$/g, "")
    .slice(0, 120);
  if (slug === "") throw invalidInput(`\`${name.slice(0, 40)}\` is no name of a model: use letters and digits`);
  return slug;
}

/** As tasks are called here: lower-case letters, digits and underscores. */
export function taskSlug(task: string | null | undefined): string | null {
  const slug = (task ?? "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 58);
  if (slug === "") return null;
  return /^[a-z]/.test(slug) ? slug : `t_${slug}`;
}
