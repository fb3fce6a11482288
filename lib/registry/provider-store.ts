import type { Provider as ProviderTableRow } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { ProviderKind, ProviderSource } from "./provider-schemas";
import type { ProviderRow } from "./provider-status";

export type StoredProvider = ProviderRow & {
  id: string;
  name: string;
  keyHint: string | null;
  createdAt: string;
  updatedAt: string;
};

export type NewProvider = Omit<StoredProvider, "createdAt" | "updatedAt">;

export type ProviderChanges = Partial<
  Pick<StoredProvider, "name" | "baseUrl" | "encryptedKey" | "keyHint" | "isEnabled">
>;

export async function selectProviders(db: DatabaseTransaction, organizationId: string): Promise<StoredProvider[]> {
  const rows = await db.provider.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
  });
  return rows.map(toStoredProvider);
}

export async function selectProvider(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<StoredProvider | null> {
  const row = await db.provider.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toStoredProvider(row);
}

/** Throws the database's duplicate error when the slug is taken. */
export async function insertProvider(
  db: DatabaseTransaction,
  organizationId: string,
  provider: NewProvider,
  now: Date,
): Promise<StoredProvider> {
  const data = { ...provider, organizationId, createdAt: now, updatedAt: now };
  return toStoredProvider(await db.provider.create({ data }));
}

/** Inserts the providers whose slug is free and leaves the others as they are. Returns how many were new. */
export async function insertMissingProviders(
  db: DatabaseTransaction,
  organizationId: string,
  providers: readonly NewProvider[],
  now: Date,
): Promise<number> {
  const { count } = await db.provider.createMany({
    data: providers.map((provider) => ({ ...provider, organizationId, createdAt: now, updatedAt: now })),
    skipDuplicates: true,
  });
  return count;
}

export async function updateProviderRow(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
  changes: ProviderChanges,
  now: Date,
): Promise<StoredProvider> {
  return toStoredProvider(
    await db.provider.update({
      where: { organizationId_id: { organizationId, id } },
      data: { ...changes, updatedAt: now },
    }),
  );
}

export async function deleteProviderRow(db: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await db.provider.delete({ where: { organizationId_id: { organizationId, id } } });
}

function toStoredProvider(row: ProviderTableRow): StoredProvider {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: ProviderKind.parse(row.kind),
    source: ProviderSource.parse(row.source),
    baseUrl: row.baseUrl,
    encryptedKey: row.encryptedKey,
    keyHint: row.keyHint,
    isEnabled: row.isEnabled,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
