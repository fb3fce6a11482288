import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { closeAlert } from "./alert-life";
import { announceAlerts } from "./announce-alerts";
import { selectFiring, updateAlert } from "./alert-store";
import type { RuleRow } from "./rule-store";
import { asRule } from "./rule-view";
import type { AlertRule } from "./schemas";
import type { AlertResolution } from "./words";

export type RuleAction = "create" | "update" | "delete" | "restore";

type RuleChange = {
  before: RuleRow | null;
  after: RuleRow;
  /** Ends the rule's firing alert; null leaves it. */
  ends?: AlertResolution | null;
};

/** Runs a change with its audit row in one transaction. */
export async function changeRule(
  ctx: Ctx,
  action: RuleAction,
  change: (tx: DatabaseTransaction) => Promise<RuleChange>,
): Promise<AlertRule> {
  const changed = await ctx.db.$transaction(async (tx) => {
    const { before, after, ends } = await change(tx);
    if (ends) await endFiring(tx, ctx, before ?? after, ends);
    await recordAudit(tx, ctx, {
      action: `alert_rule.${action}`,
      subjectType: "alert_rule",
      subjectId: after.id,
      before: before && audited(before),
      after: audited(after),
    });
    return after;
  });
  return asRule(ctx, changed);
}

const audited = ({ content, deletedAt }: RuleRow) => (deletedAt ? null : content);

async function endFiring(tx: DatabaseTransaction, ctx: Ctx, { id, content }: RuleRow, resolution: AlertResolution) {
  const ended = (await selectFiring(tx, ctx.organizationId, [id])).map((alert) =>
    closeAlert(alert, resolution, ctx.now()),
  );
  for (const alert of ended) await updateAlert(tx, ctx.organizationId, alert);
  const told = ended.filter(({ announcedAt }) => announcedAt !== null);
  await announceAlerts(
    tx,
    ctx,
    "alert.resolved",
    told.map((alert) => ({ alert, webhookIds: content.webhookIds })),
  );
}
