import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx, type Scope } from "@/lib/platform/ctx";
import { forbidden, invalidInput } from "@/lib/platform/errors";
import { newToken } from "@/lib/platform/secrets";
import { asApiKey, auditedKey } from "./key-views";
import { insertKey } from "./key-store";
import type { CreatedApiKey, CreateKeyInput } from "./schemas";

export const KEY_PREFIX = "gym_";

/**
 * Makes an API key. The answer is the only place where the key itself ever appears. Throws `forbidden` for scopes
 * that the caller does not have.
 */
export async function createKey(ctx: Ctx, input: CreateKeyInput): Promise<CreatedApiKey> {
  requireScope(ctx, "admin");
  requireOwnScopes(ctx, input.scopes);
  const now = ctx.now();
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt <= now) throw invalidInput("`expiresAt` lies in the past", { field: "expiresAt" });

  const key = newToken(KEY_PREFIX);
  const { organizationId } = ctx;
  const row = await ctx.db.$transaction(async (tx) => {
    const { name, scopes, requestsPerMinute = null, tokensPerMinute = null } = input;
    const inserted = await insertKey(tx, {
      organizationId,
      name,
      key,
      scopes,
      createdBy: ctx.actor.id,
      expiresAt,
      requestsPerMinute,
      tokensPerMinute,
      now,
    });
    const after = auditedKey(inserted);
    await recordAudit(tx, ctx, {
      action: "key.create",
      subjectType: "key",
      subjectId: inserted.id,
      before: null,
      after,
    });
    return inserted;
  });
  return { ...asApiKey(row, { now, createdByName: ctx.actor.name }), key };
}

/** Nobody makes a key that can do more than they can. */
export function requireOwnScopes(ctx: Ctx, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !ctx.scopes.has(scope));
  if (missing.length === 0) return;
  const list = missing.map((scope) => `\`${scope}\``).join(", ");
  throw forbidden(`A key cannot have scopes that you do not have yourself: ${list}`, { field: "scopes" });
}
