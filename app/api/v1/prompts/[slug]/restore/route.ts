import { route } from "@/lib/auth";
import { restorePrompt } from "@/lib/prompts";

/** Undoes a deletion. */
export const POST = route({
  handle: ({ ctx, params }) => restorePrompt(ctx, params.slug ?? ""),
});
