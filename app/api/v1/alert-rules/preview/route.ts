import { previewAlertRule } from "@/lib/alerts";
import { PreviewAlertRuleInput } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** How a rule would have behaved over the last days. Nothing is stored. */
export const POST = route({
  scope: "read",
  body: PreviewAlertRuleInput,
  handle: ({ ctx, body }) => previewAlertRule(ctx, body),
});
