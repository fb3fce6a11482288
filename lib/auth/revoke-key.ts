import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { findKey, markRevoked, type KeyRow } from "./key-store";
import { asApiKey, auditedKey } from "./key-views";
import type { ApiKey } from "./schemas";

/** Ends a key: at once in this process, within five seconds in every other. Revoking twice changes nothing. */
export async function revokeKey(ctx: Ctx, keyId: string): Promise<ApiKey> {
  requireScope(ctx, "admin");
  const now = ctx.now();
  const revoked = await ctx.db.$transaction(async (tx) => {
    const key = await requireKey(tx, ctx, keyId);
    if (!(await markRevoked(tx, key, now))) return key;
    const after = { ...key, revokedAt: now };
    await recordAudit(tx, ctx, {
      action: "key.revoke",
      subjectType: "key",
      subjectId: key.id,
      before: auditedKey(key),
      after: auditedKey(after),
    });
    return after;
  });
  ctx.runtime.keys.forget(revoked.hash);
  return asApiKey(revoked, { now, createdByName: null });
}

/** Throws `not_found` for a key of another organization too. */
export async function requireKey(tx: DatabaseTransaction, ctx: Ctx, keyId: string): Promise<KeyRow> {
  const key = isId(keyId) ? await findKey(tx, ctx.organizationId, keyId) : null;
  if (!key) throw notFound("There is no such API key");
  return key;
}
