import type { OrganizationSnapshot } from "@/lib/registry";

/** Labels that the task's active versions know, in order; empty when none does, and then every label is taken. */
export function knownLabels({ activeVersions }: Pick<OrganizationSnapshot, "activeVersions">, task: string): string[] {
  const labels = new Set<string>();
  for (const version of activeVersions.values()) {
    if (version.taskSlug === task) for (const label of version.labels) labels.add(label);
  }
  return [...labels].sort();
}
