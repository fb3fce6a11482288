import { route } from "@/lib/auth";
import { rollbackConfiguration } from "@/lib/registry";
import { RollbackConfigurationInput } from "@/lib/registry/schemas";

/** Makes the content of an earlier version the newest version. */
export const POST = route({
  body: RollbackConfigurationInput,
  handle: ({ ctx, params, body }) => rollbackConfiguration(ctx, params.task ?? "", body),
});
