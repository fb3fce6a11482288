import type { Ctx } from "@/lib/platform/ctx";
import { defaultConfiguration } from "./built-in-tasks";
import type { ConfigurationVersion, ResetConfigurationInput } from "./task-schemas";
import { writeConfiguration } from "./write-configuration";

/** Makes the default configuration of the task the newest version. */
export function resetConfiguration(
  ctx: Ctx,
  taskSlug: string,
  { expectedVersion, reason }: ResetConfigurationInput,
): Promise<ConfigurationVersion> {
  return writeConfiguration(ctx, taskSlug, {
    action: "configuration.reset",
    expectedVersion,
    reason: reason ?? "Reset to the default",
    content: async (_tx, task) => defaultConfiguration(task.slug, task.kind),
  });
}
