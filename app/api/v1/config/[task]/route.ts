import { route } from "@/lib/auth";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { PutConfigurationInput } from "@/lib/registry/schemas";

/** The configuration in force. */
export const GET = route({
  handle: ({ ctx, params }) => getConfiguration(ctx, params.task ?? ""),
});

/** Makes a new version. Answers 409 when `expectedVersion` is no longer in force. */
export const PUT = route({
  body: PutConfigurationInput,
  handle: ({ ctx, params, body }) => putConfiguration(ctx, params.task ?? "", body),
});
