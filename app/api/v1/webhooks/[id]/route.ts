import { deleteWebhook, updateWebhook } from "@/lib/alerts";
import { UpdateWebhookInput } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** Changes what is given. Undo is to send what it was before. */
export const PATCH = route({
  scope: "admin",
  body: UpdateWebhookInput,
  handle: ({ ctx, params, body }) => updateWebhook(ctx, params.id ?? "", body),
});

/** Ends a webhook. `POST /webhooks/{id}/restore` brings it back with its secret. */
export const DELETE = route({
  scope: "admin",
  handle: ({ ctx, params }) => deleteWebhook(ctx, params.id ?? ""),
});
