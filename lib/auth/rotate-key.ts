import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx, type Scope } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newToken } from "@/lib/platform/secrets";
import { KEY_PREFIX, requireOwnScopes } from "./create-key";
import { asApiKey, auditedKey, keyStatus } from "./key-views";
import { insertKey, moveExpiry, type KeyRow } from "./key-store";
import { requireKey } from "./revoke-key";
import type { CreatedApiKey, RotateKeyInput } from "./schemas";

const HOUR_MS = 3_600_000;

/**
 * Replaces a key by a new one with the same name, scopes, limits and lifetime. The old one goes on working for the overlap,
 * so that programs can be changed over one by one. Throws `conflict` when the key has ended already.
 */
export async function rotateKey(ctx: Ctx, keyId: string, input: RotateKeyInput): Promise<CreatedApiKey> {
  requireScope(ctx, "admin");
  const now = ctx.now();
  const key = newToken(KEY_PREFIX);

  const { old, row } = await ctx.db.$transaction(async (tx) => {
    const old = await requireKey(tx, ctx, keyId);
    if (keyStatus(old, now) !== "active") throw conflict("This key has ended already. Make a new one instead");
    const successor = { ...successorOf(old, now), key, createdBy: ctx.actor.id, now };
    requireOwnScopes(ctx, successor.scopes);
    const expiresAt = endOfOverlap(old, now, input.overlapHours);
    if (!(await moveExpiry(tx, old, expiresAt))) {
      throw conflict("Somebody else changed this key at the same moment. Load it again");
    }
    const row = await insertKey(tx, successor);
    await recordAudit(tx, ctx, {
      action: "key.rotate",
      subjectType: "key",
      subjectId: old.id,
      before: auditedKey(old),
      after: { ...auditedKey({ ...old, expiresAt }), successor: row.id },
    });
    return { old, row };
  });

  ctx.runtime.keys.forget(old.hash);
  return { ...asApiKey(row, { now, createdByName: ctx.actor.name }), key };
}

function successorOf({ organizationId, name, scopes, createdAt, expiresAt, ...limits }: KeyRow, now: Date) {
  const { requestsPerMinute, tokensPerMinute } = limits;
  const lifetimeMs = expiresAt && expiresAt.getTime() - createdAt.getTime();
  return {
    organizationId,
    name,
    scopes: scopes as Scope[],
    requestsPerMinute,
    tokensPerMinute,
    expiresAt: lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs),
  };
}

function endOfOverlap({ expiresAt }: KeyRow, now: Date, overlapHours: number): Date {
  const end = new Date(now.getTime() + overlapHours * HOUR_MS);
  return expiresAt && expiresAt < end ? expiresAt : end;
}
