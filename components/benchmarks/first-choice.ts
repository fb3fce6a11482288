import type { SuiteSummary } from "@/lib/benchmarks/schemas";
import type { Model } from "@/lib/registry/schemas";

type FirstChoice = { suites: Set<string>; models: Set<string> };

/**
 * What the form begins with: the suites about models as such, where a chat model can be asked them, and no model, since
 * each costs money. Without a chat model, the suites of tasks and the classifiers of this machine, which cost nearly nothing.
 */
export function firstChoice(
  suites: readonly Pick<SuiteSummary, "id" | "origin" | "task">[],
  models: readonly Pick<Model, "slug" | "kind">[],
): FirstChoice {
  const hasChat = models.some(({ kind }) => kind === "chat");
  const isFirst = hasChat
    ? ({ origin }: Pick<SuiteSummary, "origin">) => origin === "built_in"
    : ({ task }: Pick<SuiteSummary, "task">) => task !== null;
  return {
    suites: new Set(suites.filter(isFirst).map(({ id }) => id)),
    models: new Set(hasChat ? [] : models.flatMap(({ slug, kind }) => (kind === "classifier" ? slug : []))),
  };
}
