import { restoreAlertRule } from "@/lib/alerts";
import { route } from "@/lib/auth";

/** Undoes a deletion. */
export const POST = route({
  handle: ({ ctx, params }) => restoreAlertRule(ctx, params.id ?? ""),
});
