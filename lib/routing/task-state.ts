import { notFound } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import type { OrganizationSnapshot, TaskState } from "@/lib/registry";

/** The task with its configuration. Throws `not_found` with a suggestion. */
export function taskStateOf(snapshot: OrganizationSnapshot, slug: string): TaskState {
  const state = snapshot.tasks.get(slug);
  if (state) return state;
  const nearest = nearestName(slug, [...snapshot.tasks.keys()]);
  throw notFound(`There is no task \`${slug}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, { field: "task" });
}
