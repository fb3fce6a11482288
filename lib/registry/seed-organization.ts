import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { BUILT_IN_TASKS, defaultConfiguration } from "./built-in-tasks";
import type { EnvironmentProvider } from "./environment-providers";
import { syncEnvironmentProviders } from "./sync-environment-providers";
import { insertMissingConfigurations, insertMissingTasks } from "./task-store";

/**
 * Gives a new organization its providers, the model catalogue and the built-in tasks with version 1 of their
 * configurations. Call it in the transaction that creates the organization; a second call adds only what is missing.
 */
export async function seedOrganization(
  tx: DatabaseTransaction,
  organizationId: string,
  now: Date,
  environmentProviders: readonly EnvironmentProvider[],
): Promise<void> {
  await syncEnvironmentProviders(tx, organizationId, now, environmentProviders);
  await insertMissingConfigurations(
    tx,
    organizationId,
    BUILT_IN_TASKS.map((task) => ({
      taskSlug: task.slug,
      version: 1,
      configuration: defaultConfiguration(task.slug, task.kind),
      reason: "Built-in default",
      createdBy: "AI Gym",
    })),
    now,
  );
  const tasks = BUILT_IN_TASKS.map(({ slug, name, description, kind, category }) => ({
    id: newId(now.getTime()),
    slug,
    name,
    description,
    kind,
    category,
    isBuiltIn: true,
    configurationVersion: 1,
  }));
  await insertMissingTasks(tx, organizationId, tasks, now);
}
