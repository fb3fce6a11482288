import type { Prisma } from "@/generated/prisma/client";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { describeAlert } from "./describe-alert";
import type { Alert, AlertFacts, AlertRuleContent, ListAlertsQuery } from "./schemas";
import type { AlertMetric, AlertResolution, AlertScope, AlertSeverity, AlertStatus } from "./words";

/** Newest first, after the alert `afterId`. */
export async function selectAlerts(
  db: DatabaseTransaction,
  organizationId: string,
  { status, severity, rule }: Pick<ListAlertsQuery, "status" | "severity" | "rule">,
  { afterId, take }: { afterId: string | null; take: number },
): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: {
      organizationId,
      ...(status && { status }),
      ...(severity && { severity }),
      ...(rule && { ruleId: rule }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take,
  });
  return rows.map(toAlert);
}

/** null when this organization has none with the id. */
export async function selectAlert(db: DatabaseTransaction, organizationId: string, id: string): Promise<Alert | null> {
  const row = await db.alert.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toAlert(row);
}

/** Until the transaction ends nobody else changes the alert. */
export async function lockAlert(tx: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM alerts WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

/** The alerts of these rules that are firing; at most one a rule. */
export async function selectFiring(
  db: DatabaseTransaction,
  organizationId: string,
  ruleIds: readonly string[],
): Promise<Alert[]> {
  const rows = await db.alert.findMany({
    where: { organizationId, status: "firing", ruleId: { in: [...ruleIds] } },
    orderBy: { id: "asc" },
  });
  return rows.map(toAlert);
}

/** The unique index refuses a second firing alert of a rule. */
export async function insertAlert(tx: DatabaseTransaction, organizationId: string, alert: AlertFacts): Promise<void> {
  await tx.alert.create({ data: { organizationId, ...columnsOf(alert) } });
}

export async function updateAlert(tx: DatabaseTransaction, organizationId: string, alert: AlertFacts): Promise<void> {
  await tx.alert.update({
    where: { organizationId_id: { organizationId, id: alert.id } },
    data: columnsOf(alert),
  });
}

export async function deleteAlertsBefore(db: Database, at: Date): Promise<void> {
  await db.alert.deleteMany({ where: { status: "resolved", resolvedAt: { lt: at } } });
}

export const withSummary = (facts: AlertFacts): Alert => ({ ...facts, summary: describeAlert(facts) });

const dateOf = (text: string | null) => (text === null ? null : new Date(text));
const textOf = (date: Date | null) => date?.toISOString() ?? null;

function columnsOf({ summary: _, scope, scopeRef, windowMinutes, ...alert }: AlertFacts & { summary?: string }) {
  return {
    ...alert,
    scopeKind: scope,
    scopeRef: scopeRef ?? "",
    windowMinutes: windowMinutes ?? 0,
    firedAt: new Date(alert.firedAt),
    lastBreachedAt: new Date(alert.lastBreachedAt),
    announcedAt: dateOf(alert.announcedAt),
    resolvedAt: dateOf(alert.resolvedAt),
    acknowledgedAt: dateOf(alert.acknowledgedAt),
  };
}

/** The one place that trusts the columns' words: the table is written only from checked rules. */
function toAlert(row: Prisma.AlertGetPayload<object>): Alert {
  const facts: AlertFacts = {
    id: row.id,
    ruleId: row.ruleId,
    ruleName: row.ruleName,
    metric: row.metric as AlertMetric,
    scope: row.scopeKind as AlertScope,
    scopeRef: row.scopeRef || null,
    windowMinutes: row.windowMinutes || null,
    comparison: row.comparison as AlertRuleContent["comparison"],
    threshold: row.threshold,
    severity: row.severity as AlertSeverity,
    status: row.status as AlertStatus,
    value: row.value,
    worstValue: row.worstValue,
    lastValue: row.lastValue,
    sampleCount: row.sampleCount,
    breachCount: row.breachCount,
    firedAt: row.firedAt.toISOString(),
    lastBreachedAt: row.lastBreachedAt.toISOString(),
    announcedAt: textOf(row.announcedAt),
    resolvedAt: textOf(row.resolvedAt),
    resolution: row.resolution as AlertResolution | null,
    acknowledgedAt: textOf(row.acknowledgedAt),
    acknowledgedBy: row.acknowledgedBy,
  };
  return withSummary(facts);
}
