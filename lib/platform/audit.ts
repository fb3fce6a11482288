import { z } from "zod";
import type { AuditEntry, ListAuditQuery } from "./audit-schemas";
import { requireScope, type Ctx } from "./ctx";
import type { Database, DatabaseTransaction } from "./db";
import { firstIdOf, newId } from "./ids";
import { decodeCursor, page, type Page } from "./pagination";
import { redactSecrets } from "./redact";
import { jsonText } from "./stored-json";

export type AuditInput = {
  /** Such as `model.update`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** What it was; null for something new. Fields with secret names are replaced. */
  before: unknown;
  /** What it became; null for something deleted. */
  after: unknown;
  reason?: string | null;
};

/** Writes who changed what. Call it with the transaction that makes the change, so that neither exists alone. */
export async function recordAudit(tx: DatabaseTransaction, ctx: Ctx, input: AuditInput): Promise<void> {
  const createdAt = ctx.now();
  await tx.auditEntry.create({
    data: {
      organizationId: ctx.organizationId,
      id: newId(createdAt.getTime()),
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      action: input.action,
      subjectType: input.subjectType,
      subjectId: input.subjectId,
      before: auditValue(input.before),
      after: auditValue(input.after),
      reason: input.reason ?? null,
      requestId: ctx.requestId,
      createdAt,
    },
  });
}

/** What was changed in this organization, newest first. */
export async function listAudit(ctx: Ctx, query: ListAuditQuery): Promise<Page<AuditEntry>> {
  requireScope(ctx, "admin");
  const after = decodeCursor(query.cursor, z.uuid());
  const rows = await ctx.db.auditEntry.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(query.subjectType && { subjectType: query.subjectType }),
      ...(query.subjectId && { subjectId: query.subjectId }),
      ...(query.action && { action: query.action }),
      ...(query.actorId && { actorId: query.actorId }),
      ...(after && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return page({ rows: rows.map(toEntry), limit: query.limit, cursorOf: (entry) => entry.id });
}

/**
 * What was changed in a window with one of these actions, newest first, at most `take` before the entry `before`. For
 * verbs that show a part of it to people who may not read the audit itself: they check the scope.
 */
export async function selectAuditBetween(
  ctx: Ctx,
  window: { from: Date; to: Date },
  options: { actions: readonly string[]; before: string | null; take: number },
): Promise<AuditEntry[]> {
  const rows = await ctx.db.auditEntry.findMany({
    where: {
      organizationId: ctx.organizationId,
      // Ids begin with their time, and the primary key is in their order.
      id: { gte: firstIdOf(window.from), lt: options.before ?? firstIdOf(window.to) },
      action: { in: [...options.actions] },
    },
    orderBy: { id: "desc" },
    take: options.take,
  });
  return rows.map(toEntry);
}

/** undefined leaves the column null. */
function auditValue(value: unknown) {
  if (value === null || value === undefined) return undefined;
  return JSON.parse(jsonText(redactSecrets(value))) as object;
}

type AuditRow = Awaited<ReturnType<Database["auditEntry"]["findMany"]>>[number];

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    action: row.action,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    before: row.before,
    after: row.after,
    reason: row.reason,
    requestId: row.requestId,
    createdAt: row.createdAt.toISOString(),
  };
}
