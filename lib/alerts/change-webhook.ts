import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Webhook } from "./webhook-schemas";
import { lockWebhook, selectWebhook, type WebhookRow } from "./webhook-store";

export type WebhookAction = "create" | "update" | "rotate" | "delete" | "restore";

/** Runs a change with its audit row, which holds no secret, in one transaction. */
export async function changeWebhook(
  ctx: Ctx,
  action: WebhookAction,
  change: (tx: DatabaseTransaction) => Promise<{ before: WebhookRow | null; after: WebhookRow }>,
): Promise<Webhook> {
  return ctx.db.$transaction(async (tx) => {
    const { before, after } = await change(tx);
    await recordAudit(tx, ctx, {
      action: `webhook.${action}`,
      subjectType: "webhook",
      subjectId: after.id,
      before: before && audited(before),
      after: audited(after),
    });
    return asWebhook(after);
  });
}

const audited = ({ name, url, isEnabled, secretHint, deletedAt }: WebhookRow) =>
  deletedAt ? null : { name, url, isEnabled, endsWith: secretHint };

/** Throws `not_found` for another organization's too. */
export async function requireWebhook(db: DatabaseTransaction, ctx: Ctx, id: string): Promise<WebhookRow> {
  const row = isId(id) ? await selectWebhook(db, ctx.organizationId, id) : null;
  if (!row) throw notFound("There is no such webhook. GET /api/v1/webhooks lists them");
  return row;
}

/** The webhook, which nobody else changes before this transaction ends. */
export async function requireLockedWebhook(tx: DatabaseTransaction, ctx: Ctx, id: string): Promise<WebhookRow> {
  await requireWebhook(tx, ctx, id);
  await lockWebhook(tx, ctx.organizationId, id);
  return requireWebhook(tx, ctx, id);
}

/** Without the secret. */
export function asWebhook(row: WebhookRow): Webhook {
  const { id, name, url, secretHint, isEnabled } = row;
  return {
    id,
    name,
    url,
    secretHint,
    previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
    isEnabled,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
