import type { Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import type { ConfigurationVersion, RollbackConfigurationInput } from "./task-schemas";
import { selectConfiguration } from "./task-store";
import { writeConfiguration } from "./write-configuration";

/** Makes the content of an earlier version the newest one. Throws `not_found` for a version that never was. */
export function rollbackConfiguration(
  ctx: Ctx,
  taskSlug: string,
  { version, expectedVersion, reason }: RollbackConfigurationInput,
): Promise<ConfigurationVersion> {
  return writeConfiguration(ctx, taskSlug, {
    action: "configuration.rollback",
    expectedVersion,
    reason: reason ?? `Back to version ${version}`,
    content: async (tx) => {
      const earlier = await selectConfiguration(tx, ctx.organizationId, taskSlug, version);
      if (!earlier) throw notFound(`The configuration of \`${taskSlug}\` has no version ${version}`);
      return earlier.configuration;
    },
  });
}
