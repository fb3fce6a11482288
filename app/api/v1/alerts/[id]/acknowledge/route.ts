import { acknowledgeAlert } from "@/lib/alerts";
import { AcknowledgeAlertInput } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";

/** Says that somebody looks after an alert; `{ "isAcknowledged": false }` takes it back. */
export const POST = route({
  body: AcknowledgeAlertInput,
  handle: ({ ctx, params, body }) => acknowledgeAlert(ctx, params.id ?? "", body),
});
