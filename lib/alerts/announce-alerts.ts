import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { insertDeliveries, insertTestDelivery, type NewDelivery } from "./delivery-store";
import { MAX_ATTEMPTS } from "./retry-delivery";
import { withSummary } from "./alert-store";
import type { AlertFacts } from "./schemas";
import { selectWebhooksById } from "./webhook-store";
import type { WebhookEventType } from "./words";

export type Announcement = { alert: AlertFacts; webhookIds: readonly string[] };

/**
 * Writes down, in the transaction of what happened, what webhooks are to be told. Everything that one webhook is told
 * of one kind is one message, so that an outage that fires ten rules is no ten messages.
 */
export async function announceAlerts(
  tx: DatabaseTransaction,
  ctx: Ctx,
  eventType: WebhookEventType,
  announcements: readonly Announcement[],
): Promise<void> {
  const wanted = new Set(announcements.flatMap(({ webhookIds }) => webhookIds));
  if (wanted.size === 0) return;
  const webhooks = await selectWebhooksById(tx, ctx.organizationId, [...wanted]);
  const now = ctx.now();
  const eventId = newId(now.getTime());
  const deliveries = webhooks
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id }) => {
      const alerts = announcements.flatMap(({ alert, webhookIds }) => (webhookIds.includes(id) ? [alert] : []));
      return deliveryOf(ctx, { webhookId: id, eventId, eventType, alerts });
    });
  await insertDeliveries(tx, ctx.organizationId, deliveries, now);
}

/**
 * Sends a message of the type `webhook.test` to those of the webhooks that are switched on; resolves with their number.
 * Those whose earlier tests are still tried again get no further one.
 */
export async function announceTest(ctx: Ctx, webhookIds: readonly string[]): Promise<number> {
  const webhooks = await selectWebhooksById(ctx.db, ctx.organizationId, webhookIds);
  const now = ctx.now();
  const eventId = newId(now.getTime());
  const deliveries = webhooks
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id }) => deliveryOf(ctx, { webhookId: id, eventId, eventType: "webhook.test", alerts: [] }));
  let count = 0;
  for (const delivery of deliveries) {
    if (await insertTestDelivery(ctx.db, ctx.organizationId, delivery, now)) count++;
  }
  return count;
}

/** One message for one webhook; what it holds is documented in the README of this folder. */
export function deliveryOf(
  { now, organizationId, runtime }: Ctx,
  {
    webhookId,
    eventId,
    eventType,
    alerts,
  }: Pick<NewDelivery, "webhookId" | "eventId" | "eventType"> & { alerts: readonly AlertFacts[] },
): NewDelivery {
  const createdAt = now();
  const body = {
    id: eventId,
    type: eventType,
    createdAt: createdAt.toISOString(),
    organizationId,
    url: `${runtime.publicUrl}/alerts`,
    alerts: alerts.map(withSummary),
  };
  return {
    id: newId(createdAt.getTime()),
    webhookId,
    eventId,
    eventType,
    alertId: alerts.length === 1 ? alerts[0]!.id : null,
    body: JSON.stringify(body),
    maxAttempts: MAX_ATTEMPTS,
  };
}
