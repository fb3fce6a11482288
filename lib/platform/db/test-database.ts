import { describe } from "vitest";
import { newId } from "@/lib/platform/ids";
import { databaseHandle, type DatabaseHandle, type DatabaseKind } from "./open-database";
import type { Database } from "./prisma-client";
import { takeEmbeddedDatabase } from "./test-embedded";
import { createTestDatabase, isTestServerUp } from "./test-postgres";

export type TestDatabase = DatabaseHandle & {
  /** For statements that Prisma does not know. */
  pool: ReturnType<typeof databaseHandle>["pool"];
};

/** A migrated, empty database of this test alone. `close` removes it. The embedded one lives in memory. */
export async function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  if (kind === "postgres") {
    const { pool, drop } = await createTestDatabase();
    return databaseHandle({ kind, pool, isAlive: () => true, release: drop });
  }
  const { pool, isAlive, giveBack } = await takeEmbeddedDatabase();
  return databaseHandle({ kind, pool, isAlive, release: giveBack });
}

/**
 * Runs a suite on the embedded database and on PostgreSQL. Without a server the second is skipped with a message, or
 * fails when REQUIRE_SERVICES=1.
 */
export function describeEachDatabase(name: string, suite: (open: () => Promise<TestDatabase>) => void): void {
  describe(`${name} (embedded database)`, () => suite(() => openTestDatabase("embedded")));
  describe.skipIf(!isServerExpected)(`${name} (PostgreSQL)`, () => suite(() => openTestDatabase("postgres")));
}

const isRequired = process.env.REQUIRE_SERVICES === "1";
const isServerExpected = isRequired || (await isTestServerUp());
if (!isServerExpected) {
  console.error(
    "PostgreSQL does not answer: its tests are skipped. Set TEST_DATABASE_URL, or REQUIRE_SERVICES=1 to insist",
  );
}

/** Adds an organization and returns its id. */
export async function insertTestOrganization(db: Database, name = "Test"): Promise<string> {
  const id = newId();
  await db.organization.create({ data: { id, slug: `test-${id}`, name } });
  return id;
}
