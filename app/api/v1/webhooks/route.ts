import { createWebhook, listWebhooks } from "@/lib/alerts";
import { CreateWebhookInput, ListWebhooksQuery } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** Webhooks, newest first, without their secrets. */
export const GET = route({
  query: ListWebhooksQuery,
  handle: ({ ctx, query }) => listWebhooks(ctx, query),
});

/** Adds a webhook. The answer is the only one that holds its secret. */
export const POST = route({
  scope: "admin",
  body: CreateWebhookInput,
  status: 201,
  handle: ({ ctx, body }) => createWebhook(ctx, body),
});
