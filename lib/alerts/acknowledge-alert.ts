import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { lockAlert, selectAlert, updateAlert } from "./alert-store";
import type { AcknowledgeAlertInput, Alert } from "./schemas";

/** Says that somebody looks after an alert, or takes it back. Acknowledging twice keeps the first name. */
export async function acknowledgeAlert(
  ctx: Ctx,
  id: string,
  { isAcknowledged }: AcknowledgeAlertInput,
): Promise<Alert> {
  requireScope(ctx, "write");
  return ctx.db.$transaction(async (tx) => {
    if (isId(id)) await lockAlert(tx, ctx.organizationId, id);
    const before = isId(id) ? await selectAlert(tx, ctx.organizationId, id) : null;
    if (!before) throw notFound("There is no such alert. GET /api/v1/alerts lists them");
    if ((before.acknowledgedAt !== null) === isAcknowledged) return before;
    const after = {
      ...before,
      acknowledgedAt: isAcknowledged ? ctx.now().toISOString() : null,
      acknowledgedBy: isAcknowledged ? ctx.actor.name : null,
    };
    await updateAlert(tx, ctx.organizationId, after);
    await recordAudit(tx, ctx, {
      action: isAcknowledged ? "alert.acknowledge" : "alert.unacknowledge",
      subjectType: "alert",
      subjectId: id,
      before: { acknowledgedBy: before.acknowledgedBy },
      after: { acknowledgedBy: after.acknowledgedBy },
    });
    return after;
  });
}
