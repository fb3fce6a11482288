import { restoreWebhook } from "@/lib/alerts";
import { route } from "@/lib/auth";

/** Undoes a deletion. */
export const POST = route({
  scope: "admin",
  handle: ({ ctx, params }) => restoreWebhook(ctx, params.id ?? ""),
});
