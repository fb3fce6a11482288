import type { Prisma } from "@/generated/prisma/client";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { jsonText } from "@/lib/platform/stored-json";
import type { Delivery, DeliveryAttempt, ListDeliveriesQuery } from "./webhook-schemas";
import type { DeliveryStatus, WebhookEventType } from "./words";

export type NewDelivery = Pick<Delivery, "id" | "webhookId" | "eventId" | "eventType" | "body" | "maxAttempts"> & {
  /** Of the only alert that it reports; null when there are several or none. */
  alertId: string | null;
};

/** Due at once. */
export async function insertDeliveries(
  tx: DatabaseTransaction,
  organizationId: string,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(deliveries);
  await tx.$executeRaw`
    INSERT INTO webhook_deliveries (organization_id, id, webhook_id, event_id, event_type, alert_id, body, status, attempts,
      max_attempts, next_attempt_at, created_at)
    SELECT ${organizationId}::uuid, id, "webhookId", "eventId", "eventType", "alertId", body, 'pending', '[]'::jsonb,
      "maxAttempts", clock_timestamp(), ${now}
    FROM jsonb_to_recordset(${rows}::jsonb) AS delivery(id uuid, "webhookId" uuid, "eventId" uuid, "eventType" text,
      "alertId" uuid, body text, "maxAttempts" int)`;
}

export type ClaimedDelivery = Pick<Delivery, "id" | "webhookId" | "eventId" | "eventType" | "body" | "attempts"> & {
  organizationId: string;
  fence: number;
};

/** Attempts that are under way at once at most for one organization: fewer than one process makes. */
const CONCURRENCY_OF_ORGANIZATION = 4;

/**
 * Takes the delivery that is longest due and with nobody who shows a sign of life; with `id` only that one. null when
 * there is none. A webhook that is just being called is passed over, as is an organization with several: receivers that
 * hang delay nobody else. All times are the database's: it is the only clock that all processes share.
 */
export async function claimDelivery(
  db: Database,
  { leaseMs, id = null }: { leaseMs: number; id?: string | null },
): Promise<ClaimedDelivery | null> {
  const rows = await db.$queryRaw<ClaimedDelivery[]>`
    UPDATE webhook_deliveries SET fence = fence + 1, lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    WHERE (organization_id, id) = (
      SELECT organization_id, id FROM webhook_deliveries due
      WHERE status = 'pending' AND next_attempt_at <= clock_timestamp()
        AND (lease_until IS NULL OR lease_until < clock_timestamp())
        AND (${id}::uuid IS NULL OR id = ${id}::uuid)
        AND (${id}::uuid IS NOT NULL OR (
          SELECT count(*) < ${CONCURRENCY_OF_ORGANIZATION}::int AND bool_and(busy.webhook_id <> due.webhook_id) IS NOT FALSE
          FROM webhook_deliveries busy
          WHERE busy.status = 'pending' AND busy.organization_id = due.organization_id
            AND busy.lease_until >= clock_timestamp()))
      ORDER BY next_attempt_at
      LIMIT 1
      FOR UPDATE SKIP LOCKED
    )
    RETURNING organization_id::text AS "organizationId", id::text, webhook_id::text AS "webhookId",
      event_id::text AS "eventId", event_type AS "eventType", body, attempts, fence`;
  return rows[0] ?? null;
}

export type DeliveryOutcome = {
  status: DeliveryStatus;
  attempt: DeliveryAttempt;
  /** Until the next attempt, milliseconds; null when there is none. */
  pauseMs: number | null;
};

/** Writes nothing when another process took the delivery over. */
export async function finishAttempt(
  db: Database,
  { organizationId, id, fence }: ClaimedDelivery,
  { status, attempt, pauseMs }: DeliveryOutcome,
): Promise<void> {
  await db.$executeRaw`
    UPDATE webhook_deliveries SET
      status = ${status},
      attempts = attempts || ${jsonText([attempt])}::jsonb,
      next_attempt_at = clock_timestamp() + ${pauseMs}::float8 * interval '1 millisecond',
      finished_at = CASE WHEN ${pauseMs}::float8 IS NULL THEN clock_timestamp() END,
      lease_until = NULL
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid AND fence = ${fence}::int`;
}

/** Test messages of one webhook that are still tried again: more of them would tell nothing more. */
export const MAX_PENDING_TESTS = 3;

/**
 * Stores a test message, unless so many of the webhook's are still to be sent; then it returns false. Tests of one
 * webhook wait for each other, so that the count holds.
 */
export async function insertTestDelivery(
  db: Database,
  organizationId: string,
  delivery: NewDelivery,
  now: Date,
): Promise<boolean> {
  const { webhookId, eventType } = delivery;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`
      SELECT id FROM webhooks WHERE organization_id = ${organizationId}::uuid AND id = ${webhookId}::uuid FOR UPDATE`;
    const pending = await tx.webhookDelivery.count({
      where: { organizationId, webhookId, eventType, status: "pending" },
    });
    if (pending >= MAX_PENDING_TESTS) return false;
    await insertDeliveries(tx, organizationId, [delivery], now);
    return true;
  });
}

/** Newest first, after the delivery `afterId`. */
export async function selectDeliveries(
  db: DatabaseTransaction,
  organizationId: string,
  { webhook, status }: Pick<ListDeliveriesQuery, "webhook" | "status">,
  { afterId, take }: { afterId: string | null; take: number },
): Promise<Delivery[]> {
  const rows = await db.webhookDelivery.findMany({
    where: {
      organizationId,
      ...(webhook && { webhookId: webhook }),
      ...(status && { status }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take,
  });
  return rows.map(toDelivery);
}

export async function selectDelivery(db: DatabaseTransaction, organizationId: string, id: string): Promise<Delivery> {
  return toDelivery(
    await db.webhookDelivery.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } }),
  );
}

export async function deleteDeliveriesBefore(db: Database, at: Date): Promise<void> {
  await db.webhookDelivery.deleteMany({ where: { createdAt: { lt: at }, NOT: { status: "pending" } } });
}

/** The one place that trusts the columns' words: the table is written only here. */
function toDelivery(row: Prisma.WebhookDeliveryGetPayload<object>): Delivery {
  return {
    id: row.id,
    webhookId: row.webhookId,
    eventId: row.eventId,
    eventType: row.eventType as WebhookEventType,
    status: row.status as DeliveryStatus,
    attempts: row.attempts as DeliveryAttempt[],
    maxAttempts: row.maxAttempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    body: row.body,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
