import type { Ctx } from "@/lib/platform/ctx";
import type { ConfigurationVersion, PutConfigurationInput } from "./task-schemas";
import { writeConfiguration } from "./write-configuration";

/** Replaces the configuration by a new version. Throws `conflict` when `expectedVersion` is no longer in force. */
export function putConfiguration(
  ctx: Ctx,
  taskSlug: string,
  { configuration, expectedVersion, reason }: PutConfigurationInput,
): Promise<ConfigurationVersion> {
  return writeConfiguration(ctx, taskSlug, {
    action: "configuration.put",
    expectedVersion,
    reason,
    content: async () => configuration,
  });
}
