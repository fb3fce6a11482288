import { route } from "@/lib/auth";
import { resetConfiguration } from "@/lib/registry";
import { ResetConfigurationInput } from "@/lib/registry/schemas";

/** Makes the task's default configuration the newest version. */
export const POST = route({
  body: ResetConfigurationInput,
  handle: ({ ctx, params, body }) => resetConfiguration(ctx, params.task ?? "", body),
});
