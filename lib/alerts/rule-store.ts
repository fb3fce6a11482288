import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { NEW_STATE, type AlertState, type Measurement } from "./decide-alert";
import type { AlertRuleContent } from "./schemas";
import type { AlertMetric, AlertScope, AlertSeverity } from "./words";

export type RuleRow = {
  id: string;
  content: AlertRuleContent;
  state: AlertState;
  lastValue: number | null;
  lastCount: number | null;
  evaluatedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

export type RuleListing = { status: "current" | "deleted" | "all"; afterId?: string | null; take?: number };

/** Newest first. */
export async function selectRules(
  db: DatabaseTransaction,
  organizationId: string,
  { status, afterId, take }: RuleListing,
): Promise<RuleRow[]> {
  const ofStatus = { current: { deletedAt: null }, deleted: { NOT: { deletedAt: null } }, all: {} }[status];
  const rows = await db.alertRule.findMany({
    where: { organizationId, ...ofStatus, ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    ...(take !== undefined && { take }),
  });
  return rows.map(toRow);
}

/** Also a deleted one; null when this organization has none with the id. */
export async function selectRule(db: DatabaseTransaction, organizationId: string, id: string): Promise<RuleRow | null> {
  const row = await db.alertRule.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toRow(row);
}

export const countRules = (db: DatabaseTransaction, organizationId: string): Promise<number> =>
  db.alertRule.count({ where: { organizationId, deletedAt: null } });

const ACTIVE = { deletedAt: null, isEnabled: true };

/** Rules that are evaluated. */
export async function selectActiveRules(db: DatabaseTransaction, organizationId: string): Promise<RuleRow[]> {
  const rows = await db.alertRule.findMany({ where: { organizationId, ...ACTIVE }, orderBy: { id: "asc" } });
  return rows.map(toRow);
}

/** Organizations that have any rule to evaluate. */
export async function selectWatchingOrganizations(db: Database): Promise<string[]> {
  const rows = await db.alertRule.findMany({
    where: ACTIVE,
    distinct: ["organizationId"],
    select: { organizationId: true },
  });
  return rows.map(({ organizationId }) => organizationId);
}

/** Until the transaction ends nobody else evaluates or changes rules that are evaluated. */
export async function lockActiveRules(tx: DatabaseTransaction, organizationId: string): Promise<RuleRow[]> {
  await tx.$executeRaw`
    SELECT 1 FROM alert_rules WHERE organization_id = ${organizationId}::uuid AND deleted_at IS NULL AND is_enabled
    ORDER BY id FOR UPDATE`;
  return selectActiveRules(tx, organizationId);
}

export async function lockRule(tx: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM alert_rules WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

export async function insertRule(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, content }: Pick<RuleRow, "id" | "content">,
): Promise<RuleRow> {
  const now = ctx.now();
  const row = await tx.alertRule.create({
    data: {
      organizationId: ctx.organizationId,
      id,
      ...columnsOf(content),
      state: NEW_STATE,
      createdBy: ctx.actor.id,
      createdAt: now,
      updatedAt: now,
    },
  });
  return toRow(row);
}

export async function updateRule(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, content, state, deletedAt }: Pick<RuleRow, "id" | "content" | "state" | "deletedAt">,
): Promise<RuleRow> {
  const row = await tx.alertRule.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: { ...columnsOf(content), state, deletedAt, updatedAt: ctx.now() },
  });
  return toRow(row);
}

export type RuleEvaluation = { id: string; state: AlertState; measurement: Measurement };

/** Keeps what an evaluation found, all rules in one statement. */
export async function writeEvaluations(
  tx: DatabaseTransaction,
  organizationId: string,
  evaluations: readonly RuleEvaluation[],
  at: Date,
): Promise<void> {
  const rows = evaluations.map(({ id, state, measurement }) => ({ id, state, ...measurement }));
  await tx.$executeRaw`
    UPDATE alert_rules AS rule
    SET state = found.state, last_value = found.value, last_count = found.count, evaluated_at = ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS found(id uuid, state jsonb, value float8, count int)
    WHERE rule.organization_id = ${organizationId}::uuid AND rule.id = found.id`;
}

function columnsOf({ scope, scopeRef, windowMinutes, mutedUntil, ...plain }: AlertRuleContent) {
  return {
    ...plain,
    scopeKind: scope,
    scopeRef: scopeRef ?? "",
    windowMinutes: windowMinutes ?? 0,
    mutedUntil: mutedUntil === null ? null : new Date(mutedUntil),
  };
}

const StoredState: z.ZodType<AlertState> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ok"), quietUntilMs: z.number().nullable() }),
  z.object({ kind: z.literal("pending"), sinceMs: z.number(), quietUntilMs: z.number().nullable() }),
  z.object({ kind: z.literal("firing"), sinceMs: z.number(), quietUntilMs: z.number(), isBreached: z.boolean() }),
]);

/** The one place that trusts the columns' words: the table is written only from checked input. */
function toRow(row: Prisma.AlertRuleGetPayload<object>): RuleRow {
  return {
    id: row.id,
    content: {
      name: row.name,
      metric: row.metric as AlertMetric,
      scope: row.scopeKind as AlertScope,
      scopeRef: row.scopeRef || null,
      windowMinutes: row.windowMinutes || null,
      comparison: row.comparison as AlertRuleContent["comparison"],
      threshold: row.threshold,
      recoveryThreshold: row.recoveryThreshold,
      minimumCount: row.minimumCount,
      pendingMinutes: row.pendingMinutes,
      coolDownMinutes: row.coolDownMinutes,
      noData: row.noData as AlertRuleContent["noData"],
      severity: row.severity as AlertSeverity,
      isEnabled: row.isEnabled,
      mutedUntil: row.mutedUntil?.toISOString() ?? null,
      webhookIds: row.webhookIds,
    },
    state: StoredState.parse(row.state),
    lastValue: row.lastValue,
    lastCount: row.lastCount,
    evaluatedAt: row.evaluatedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  };
}
