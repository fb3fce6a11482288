import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { deliveryOf } from "./announce-alerts";
import { requireWebhook } from "./change-webhook";
import { deliverOne } from "./deliver-due";
import { insertTestDelivery, MAX_PENDING_TESTS, selectDelivery } from "./delivery-store";
import type { Delivery } from "./webhook-schemas";

/**
 * Sends a message of the type `webhook.test`, signed like all others, and resolves with how the first attempt went. A
 * failed one is tried again like all others. Throws `conflict` while three earlier ones are.
 */
export async function tryWebhook(ctx: Ctx, id: string, random: () => number): Promise<Delivery> {
  requireScope(ctx, "write");
  const webhook = await requireWebhook(ctx.db, ctx, id);
  if (webhook.deletedAt) throw conflict("This webhook was deleted. Restore it first");
  if (!webhook.isEnabled) throw conflict("This webhook is switched off: nothing is sent to it");
  const now = ctx.now();
  const delivery = deliveryOf(ctx, {
    webhookId: id,
    eventId: newId(now.getTime()),
    eventType: "webhook.test",
    alerts: [],
  });
  if (!(await insertTestDelivery(ctx.db, ctx.organizationId, delivery, now))) {
    throw conflict(`${MAX_PENDING_TESTS} earlier tests of this webhook are still tried again: see its deliveries`);
  }
  await deliverOne(ctx.runtime, delivery.id, random, ctx.signal ?? new AbortController().signal);
  return selectDelivery(ctx.db, ctx.organizationId, delivery.id);
}
