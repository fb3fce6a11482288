import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeWebhook } from "./change-webhook";
import type { CreatedWebhook, CreateWebhookInput } from "./webhook-schemas";
import { newWebhookSecret } from "./webhook-secret";
import { countWebhooks, insertWebhook } from "./webhook-store";

const MAX_WEBHOOKS = 50;

/**
 * Adds an address that rules can tell. The answer is the only one that holds the secret. Needs the scope `admin`,
 * since whoever adds one decides where the product sends requests.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhookInput): Promise<CreatedWebhook> {
  requireScope(ctx, "admin");
  const { secret, ...stored } = newWebhookSecret(ctx);
  const now = ctx.now();
  const webhook = await changeWebhook(ctx, "create", async (tx) => {
    if ((await countWebhooks(tx, ctx.organizationId)) >= MAX_WEBHOOKS)
      throw conflict(`There are ${MAX_WEBHOOKS} webhooks already, which is the most. Delete one first`);
    const row = {
      organizationId: ctx.organizationId,
      id: newId(now.getTime()),
      ...input,
      ...stored,
      previousEncryptedSecret: null,
      previousSecretUntil: null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    return { before: null, after: await insertWebhook(tx, row) };
  });
  return { ...webhook, secret };
}
