import type { Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { getTask, listTasks } from "@/lib/registry";
import { MAX_ANSWER_CHARACTERS, MAX_LABEL_CHARACTERS, type USUAL_CLASSIFIERS } from "./words";

export type LearningTask = {
  slug: string;
  /** `generation`: its labels are whole answers, and only `nearest` learns them. */
  kind: keyof typeof USUAL_CLASSIFIERS;
  maxLabelCharacters: number;
};

/** A task that learns from labelled examples. Throws `not_found`, and `invalid_input` for a retrieval. */
export async function requireLearningTask(ctx: Ctx, slug: string): Promise<LearningTask> {
  const task = await getTask(ctx, slug);
  if (task.kind === "retrieval") {
    throw invalidInput(`The task ${slug} gives no labels or answers: there is nothing to learn from examples`, {
      field: "task",
    });
  }
  return {
    slug: task.slug,
    kind: task.kind,
    maxLabelCharacters: task.kind === "classification" ? MAX_LABEL_CHARACTERS : MAX_ANSWER_CHARACTERS,
  };
}

export function requireLabelLength(label: string, most: number, field: string): void {
  if (label.length > most) throw invalidInput(`\`${field}\` must have at most ${most} characters`, { field });
}

/** Every classification, and the other tasks that a trained model serves. */
export async function listLearningTasks(ctx: Ctx): Promise<string[]> {
  const [{ items }, { activeVersions }] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    ctx.runtime.registry.ensureLoaded(ctx.organizationId),
  ]);
  const served = new Set([...activeVersions.values()].map(({ taskSlug }) => taskSlug));
  return items.filter(({ slug, kind }) => kind === "classification" || served.has(slug)).map(({ slug }) => slug);
}
