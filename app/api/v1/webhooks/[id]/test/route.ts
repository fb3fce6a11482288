import { tryWebhook } from "@/lib/alerts";
import { route } from "@/lib/auth";

/** Sends a signed message of the type `webhook.test` and answers how that went. */
export const POST = route({
  handle: ({ ctx, params }) => tryWebhook(ctx, params.id ?? "", Math.random),
});
