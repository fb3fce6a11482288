import type { Scope } from "@/lib/platform/ctx";
import type { KeyRow } from "./key-store";
import type { ApiKey } from "./schemas";

/** A key as people see it. */
export function asApiKey(row: KeyRow, { now, createdByName }: { now: Date; createdByName: string | null }): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Scope[],
    status: keyStatus(row, now),
    requestsPerMinute: row.requestsPerMinute,
    tokensPerMinute: row.tokensPerMinute,
    createdByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

export function keyStatus(
  { revokedAt, expiresAt }: Pick<KeyRow, "revokedAt" | "expiresAt">,
  now: Date,
): ApiKey["status"] {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

/** What an audit row says about a key: nothing that helps to use it. */
export function auditedKey({ name, prefix, scopes, expiresAt, revokedAt, ...limits }: KeyRow) {
  const { requestsPerMinute, tokensPerMinute } = limits;
  return {
    name,
    prefix,
    scopes,
    requestsPerMinute,
    tokensPerMinute,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
