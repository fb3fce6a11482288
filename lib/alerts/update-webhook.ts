import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeWebhook, requireLockedWebhook } from "./change-webhook";
import type { CreatedWebhook, RotateWebhookInput, UpdateWebhookInput, Webhook } from "./webhook-schemas";
import { newWebhookSecret } from "./webhook-secret";
import { updateWebhookRow } from "./webhook-store";

const HOUR_MS = 3_600_000;

/** Changes what is given and leaves the rest. Throws `conflict` for a deleted webhook. */
export async function updateWebhook(ctx: Ctx, id: string, input: UpdateWebhookInput): Promise<Webhook> {
  requireScope(ctx, "admin");
  return changeWebhook(ctx, "update", async (tx) => {
    const before = await requireLockedWebhook(tx, ctx, id);
    if (before.deletedAt) throw deleted();
    return { before, after: await updateWebhookRow(tx, { ...before, ...input, updatedAt: ctx.now() }) };
  });
}

/** Gives a webhook another secret; for a while the old one signs as well. */
export async function rotateWebhookSecret(
  ctx: Ctx,
  id: string,
  { overlapHours }: RotateWebhookInput,
): Promise<CreatedWebhook> {
  requireScope(ctx, "admin");
  const { secret, ...stored } = newWebhookSecret(ctx);
  const now = ctx.now();
  const webhook = await changeWebhook(ctx, "rotate", async (tx) => {
    const before = await requireLockedWebhook(tx, ctx, id);
    if (before.deletedAt) throw deleted();
    const previous =
      overlapHours === 0
        ? { previousEncryptedSecret: null, previousSecretUntil: null }
        : {
            previousEncryptedSecret: before.encryptedSecret,
            previousSecretUntil: new Date(now.getTime() + overlapHours * HOUR_MS),
          };
    return { before, after: await updateWebhookRow(tx, { ...before, ...previous, ...stored, updatedAt: now }) };
  });
  return { ...webhook, secret };
}

/** Ends a webhook: nothing is sent to it any more. `restoreWebhook` brings it back with its secret. */
export async function deleteWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  requireScope(ctx, "admin");
  return changeWebhook(ctx, "delete", async (tx) => {
    const before = await requireLockedWebhook(tx, ctx, id);
    const deletedAt = before.deletedAt ?? ctx.now();
    return { before, after: await updateWebhookRow(tx, { ...before, deletedAt, updatedAt: ctx.now() }) };
  });
}

/** Undoes a deletion. */
export async function restoreWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  requireScope(ctx, "admin");
  return changeWebhook(ctx, "restore", async (tx) => {
    const before = await requireLockedWebhook(tx, ctx, id);
    return { before, after: await updateWebhookRow(tx, { ...before, deletedAt: null, updatedAt: ctx.now() }) };
  });
}

const deleted = () => conflict("This webhook was deleted. Restore it first");
