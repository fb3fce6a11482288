import { deleteAlertRule, getAlertRule, updateAlertRule } from "@/lib/alerts";
import { UpdateAlertRuleInput } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** One rule, also a deleted one. */
export const GET = route({
  handle: ({ ctx, params }) => getAlertRule(ctx, params.id ?? ""),
});

/** Changes what is given. Undo is to send what it was before. */
export const PATCH = route({
  body: UpdateAlertRuleInput,
  handle: ({ ctx, params, body }) => updateAlertRule(ctx, params.id ?? "", body),
});

/** Ends a rule. Its alerts stay, and `POST /alert-rules/{id}/restore` brings it back. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteAlertRule(ctx, params.id ?? ""),
});
