import type { Prisma } from "@/generated/prisma/client";
import type { RateLimits, Scope } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { hashToken } from "@/lib/platform/secrets";

/** `gym_` and the first eight of its 32 characters. */
const PREFIX_LENGTH = 12;

/** A key that is neither revoked nor expired. */
export type UsableKey = {
  organizationId: string;
  keyId: string;
  hash: string;
  name: string;
  scopes: Scope[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
} & RateLimits;

export async function findUsableKeys(db: Database, hashes: string[], now: Date): Promise<UsableKey[]> {
  const rows = await db.apiKey.findMany({
    where: { hash: { in: hashes }, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    omit: { prefix: true, createdBy: true, createdAt: true, revokedAt: true },
  });
  return rows.map(({ id, scopes, ...row }) => ({ ...row, keyId: id, scopes: scopes as Scope[] }));
}

export type KeyUse = { organizationId: string; keyId: string; usedAt: Date };

/** Never moves a time of last use backwards: several processes write theirs. */
export async function writeLastUse(db: Database, uses: readonly KeyUse[]): Promise<void> {
  const rows = JSON.stringify(
    uses.map((use) => ({ organization_id: use.organizationId, id: use.keyId, at: use.usedAt })),
  );
  await db.$executeRaw`
    UPDATE api_keys AS key SET last_used_at = use.at
    FROM jsonb_to_recordset(${rows}::jsonb) AS use(organization_id uuid, id uuid, at timestamptz)
    WHERE key.organization_id = use.organization_id AND key.id = use.id
      AND (key.last_used_at IS NULL OR key.last_used_at < use.at)`;
}

export type KeyRow = Prisma.ApiKeyGetPayload<object>;

export type KeyToInsert = {
  organizationId: string;
  name: string;
  /** The key itself; only its hash and first characters are stored. */
  key: string;
  scopes: readonly Scope[];
  createdBy: string;
  expiresAt: Date | null;
  now: Date;
} & Partial<RateLimits>;

export function insertKey(tx: DatabaseTransaction, { key, now, ...rest }: KeyToInsert): Promise<KeyRow> {
  const prefix = key.slice(0, Math.min(PREFIX_LENGTH, Math.floor(key.length / 2)));
  return tx.apiKey.create({
    data: { ...rest, scopes: [...rest.scopes], id: newId(now.getTime()), prefix, hash: hashToken(key), createdAt: now },
  });
}

export function findKey(db: DatabaseTransaction, organizationId: string, keyId: string): Promise<KeyRow | null> {
  return db.apiKey.findUnique({ where: { organizationId_id: { organizationId, id: keyId } } });
}

/** False when it was revoked before. */
export async function markRevoked(
  tx: DatabaseTransaction,
  { organizationId, id }: KeyRow,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({
    where: { organizationId, id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}

export function updateKeyRow(
  tx: DatabaseTransaction,
  { organizationId, id }: KeyRow,
  changes: { name?: string } & Partial<RateLimits>,
): Promise<KeyRow> {
  return tx.apiKey.update({ where: { organizationId_id: { organizationId, id } }, data: changes });
}

/** Moves the key's end. False when the key ended or was given another end since it was read. */
export async function moveExpiry(tx: DatabaseTransaction, key: KeyRow, expiresAt: Date): Promise<boolean> {
  const { organizationId, id } = key;
  const unchanged = { organizationId, id, revokedAt: null, expiresAt: key.expiresAt };
  const { count } = await tx.apiKey.updateMany({ where: unchanged, data: { expiresAt } });
  return count === 1;
}

export type KeyListing = { status: "active" | "ended" | "all"; afterId: string | null; take: number; now: Date };

/** Newest first. */
export function listKeyRows(db: Database, organizationId: string, listing: KeyListing): Promise<KeyRow[]> {
  const { status, afterId, take, now } = listing;
  const active = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  const ofStatus = { active, ended: { NOT: active }, all: {} }[status];
  return db.apiKey.findMany({
    where: { organizationId, ...ofStatus, ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    take,
  });
}

export const countActiveKeysOf = (
  db: DatabaseTransaction,
  organizationId: string,
  createdBy: string,
  now: Date,
): Promise<number> =>
  db.apiKey.count({
    where: { organizationId, createdBy, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
