import type { Model, Task } from "@/lib/registry/schemas";
import { SPECIALTY_OF_TASK } from "@/lib/registry/words";
import type { Recommendation } from "@/lib/routing/schemas";

export type ComparableModel = {
  slug: string;
  /** Why it cannot be asked; null when it can. */
  unusable: string | null;
};

/**
 * Models that could be asked by name for this task: classifiers and chat models for a classification, chat models
 * and classifiers whose labels are whole answers for the rest, and specialists for their own task. A classifier that the router
 * cannot use (not trained, say) is shown with the reason.
 */
export function comparableModels(
  task: Task,
  models: readonly Model[],
  recommendation: Recommendation | undefined,
): ComparableModel[] {
  const exclusions = new Map(recommendation?.candidates.map(({ model, excluded }) => [model, excluded]));
  return models
    .filter(({ status }) => status === "ready")
    .filter(
      ({ kind, capabilities }) =>
        kind === "chat" ||
        (kind === "classifier" && (task.kind === "classification" || capabilities.includes("chat"))) ||
        isMadeFor(task, capabilities),
    )
    .map(({ slug, kind }) => ({ slug, unusable: kind === "classifier" ? (exclusions.get(slug) ?? null) : null }))
    .sort((a, b) => Number(a.unusable !== null) - Number(b.unusable !== null));
}

function isMadeFor(task: Task, capabilities: Model["capabilities"]): boolean {
  const specialty = SPECIALTY_OF_TASK[task.slug];
  return specialty !== undefined && capabilities.includes(specialty);
}
