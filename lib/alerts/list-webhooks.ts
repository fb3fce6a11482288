import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { asWebhook } from "./change-webhook";
import { selectDeliveries } from "./delivery-store";
import type { Delivery, ListDeliveriesQuery, ListWebhooksQuery, Webhook } from "./webhook-schemas";
import { selectWebhooks } from "./webhook-store";

/** The organization's webhooks, newest first, without their secrets. */
export async function listWebhooks(ctx: Ctx, { status, limit, cursor }: ListWebhooksQuery): Promise<Page<Webhook>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(cursor, z.uuid());
  const rows = await selectWebhooks(ctx.db, ctx.organizationId, { status, afterId, take: limit + 1 });
  return page({ rows: rows.map(asWebhook), limit, cursorOf: (webhook) => webhook.id });
}

/** What was sent to webhooks, newest first, with every attempt. Kept for 30 days. */
export async function listDeliveries(ctx: Ctx, query: ListDeliveriesQuery): Promise<Page<Delivery>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await selectDeliveries(ctx.db, ctx.organizationId, query, { afterId, take: query.limit + 1 });
  return page({ rows, limit: query.limit, cursorOf: (delivery) => delivery.id });
}
