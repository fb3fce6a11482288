import { tryAlertRule } from "@/lib/alerts";
import { route } from "@/lib/auth";

/** Measures a rule now and says what it reads. Nothing fires and nothing resolves by it. */
export const POST = route({
  handle: ({ ctx, params }) => tryAlertRule(ctx, params.id ?? ""),
});
