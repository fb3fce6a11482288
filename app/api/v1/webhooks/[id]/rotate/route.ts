import { rotateWebhookSecret } from "@/lib/alerts";
import { RotateWebhookInput } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** Another secret, shown only in this answer. The old one signs beside it for `overlapHours`. */
export const POST = route({
  scope: "admin",
  body: RotateWebhookInput,
  handle: ({ ctx, params, body }) => rotateWebhookSecret(ctx, params.id ?? "", body),
});
