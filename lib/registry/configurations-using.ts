import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Configuration } from "./task-schemas";
import { selectCurrentConfigurations, selectTasks } from "./task-store";

/** Slugs of every model that a configuration names, each once. */
export function modelsNamedBy({ model, candidates, cascade, council, agreement, fallbacks }: Configuration): string[] {
  const steps = [...(cascade?.map((step) => step.model) ?? []), ...(agreement?.models ?? [])];
  const asked = council ? [...council.members, ...(council.synthesizer ? [council.synthesizer] : [])] : [];
  return [...new Set([...(model === null ? [] : [model]), ...(candidates ?? []), ...steps, ...asked, ...fallbacks])];
}

/** Tasks whose configuration in force names one of the models. */
export async function configurationsUsing(
  tx: DatabaseTransaction,
  organizationId: string,
  modelSlugs: readonly string[],
): Promise<string[]> {
  const current = await selectCurrentConfigurations(tx, organizationId, await selectTasks(tx, organizationId));
  return current
    .filter(({ configuration }) => modelsNamedBy(configuration).some((slug) => modelSlugs.includes(slug)))
    .map(({ taskSlug }) => taskSlug)
    .sort();
}

/** Tasks whose configuration in force uses the prompt, or only those that use this label of it. */
export async function tasksUsingPrompt(
  tx: DatabaseTransaction,
  organizationId: string,
  slug: string,
  label?: string,
): Promise<string[]> {
  const current = await selectCurrentConfigurations(tx, organizationId, await selectTasks(tx, organizationId));
  return current
    .filter(({ configuration: { prompt } }) => {
      if (prompt?.slug !== slug) return false;
      return label === undefined || (prompt.version === undefined && (prompt.label ?? "production") === label);
    })
    .map(({ taskSlug }) => taskSlug)
    .sort();
}

/** Tasks whose configuration in force looks texts up in the collection. */
export async function tasksRetrievingFrom(
  tx: DatabaseTransaction,
  organizationId: string,
  collection: string,
): Promise<string[]> {
  const current = await selectCurrentConfigurations(tx, organizationId, await selectTasks(tx, organizationId));
  return current
    .filter(({ configuration: { retrieval } }) => retrieval?.collection === collection)
    .map(({ taskSlug }) => taskSlug)
    .sort();
}
