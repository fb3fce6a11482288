import type { Prisma } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";

export type WebhookRow = Prisma.WebhookGetPayload<object>;

export type WebhookListing = { status: "current" | "deleted" | "all"; afterId?: string | null; take?: number };

/** Newest first. */
export function selectWebhooks(
  db: DatabaseTransaction,
  organizationId: string,
  { status, afterId, take }: WebhookListing,
): Promise<WebhookRow[]> {
  const ofStatus = { current: { deletedAt: null }, deleted: { NOT: { deletedAt: null } }, all: {} }[status];
  return db.webhook.findMany({
    where: { organizationId, ...ofStatus, ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    ...(take !== undefined && { take }),
  });
}

/** Also a deleted one; null when this organization has none with the id. */
export const selectWebhook = (
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<WebhookRow | null> => db.webhook.findUnique({ where: { organizationId_id: { organizationId, id } } });

/** Those of these ids that exist and are not deleted. */
export const selectWebhooksById = (
  db: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<WebhookRow[]> =>
  db.webhook.findMany({ where: { organizationId, id: { in: [...ids] }, deletedAt: null }, orderBy: { id: "asc" } });

export const countWebhooks = (db: DatabaseTransaction, organizationId: string): Promise<number> =>
  db.webhook.count({ where: { organizationId, deletedAt: null } });

export async function lockWebhook(tx: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM webhooks WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

export const insertWebhook = (tx: DatabaseTransaction, row: WebhookRow): Promise<WebhookRow> =>
  tx.webhook.create({ data: row });

export const updateWebhookRow = (tx: DatabaseTransaction, row: WebhookRow): Promise<WebhookRow> =>
  tx.webhook.update({
    where: { organizationId_id: { organizationId: row.organizationId, id: row.id } },
    data: row,
  });
