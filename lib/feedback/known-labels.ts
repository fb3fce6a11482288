import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { getTask, type OrganizationSnapshot } from "@/lib/registry";
import type { KnownLabelsQuery } from "./schemas";

/** Labels that the task's active versions know, in order; empty when none does, and then every label is taken. */
export function knownLabels({ activeVersions }: Pick<OrganizationSnapshot, "activeVersions">, task: string): string[] {
  const labels = new Set<string>();
  for (const version of activeVersions.values()) {
    if (version.taskSlug === task) for (const label of version.labels) labels.add(label);
  }
  return [...labels].sort();
}

/** The labels that feedback on a task may name; empty when any may. Throws `not_found` for an unknown task. */
export async function listKnownLabels(ctx: Ctx, { task }: KnownLabelsQuery): Promise<string[]> {
  requireScope(ctx, "read");
  const { kind } = await getTask(ctx, task);
  return kind !== "classification"
    ? []
    : knownLabels(await ctx.runtime.registry.ensureLoaded(ctx.organizationId), task);
}
