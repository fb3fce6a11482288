import { route } from "@/lib/auth";
import { getRetention, updateRetention } from "@/lib/executions";
import { UpdateRetentionInput } from "@/lib/executions/schemas";

/** How long executions are kept. */
export const GET = route({ handle: ({ ctx }) => getRetention(ctx) });

/** Sets it. Older executions go within an hour, for good; what was counted of them stays. */
export const PUT = route({
  scope: "admin",
  body: UpdateRetentionInput,
  handle: ({ ctx, body }) => updateRetention(ctx, body),
});
