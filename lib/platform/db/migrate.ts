import { randomUUID } from "node:crypto";
import type pg from "pg";
import { messageOf } from "@/lib/platform/errors";
import type { Migration } from "./read-migrations";

/** The key that Prisma's own command uses, so that the two exclude each other. */
const ADVISORY_LOCK = 72707369;

/** Columns of Prisma's own table, so that its command line can take over. */
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Brings the database to the state of `migrations` (all of them, oldest first) and returns the names that were applied
 * now. One transaction a file: a failing one leaves nothing behind. Throws, with what to do, when a migration fails,
 * was changed after it was applied, failed earlier under Prisma's command, or is unknown to this version of the code.
 * Several processes may call it at once.
 */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === null) return applied;
      applied.push(name);
    }
  } finally {
    client.release();
  }
}

/** Applies the oldest pending migration; null when there is none. */
async function applyNext(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
    const next = pendingMigration(migrations, await readApplied(client));
    if (next) await apply(client, next);
    await client.query("COMMIT");
    return next?.name ?? null;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function readApplied(client: pg.PoolClient): Promise<AppliedRow[]> {
  await client.query("SET LOCAL client_min_messages = warning");
  await client.query(CREATE_TABLE);
  const { rows } = await client.query<AppliedRow>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows;
}

/** Which migration comes next, undefined when all are applied. Throws when database and code do not belong together. */
export function pendingMigration(
  migrations: readonly Migration[],
  appliedRows: readonly AppliedRow[],
): Migration | undefined {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of appliedRows) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new Error(
        `The database is newer than this version of AI Gym: it has the migration ${row.migration_name}. ` +
          "Start the newer version, or restore a backup from before the update",
      );
    }
    if (row.finished_at === null) {
      throw new Error(
        `The migration ${row.migration_name} failed earlier and was left unfinished. ` +
          "Repair the database, then run `npx prisma migrate resolve --rolled-back` or `--applied` with its name",
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new Error(
        `The migration ${row.migration_name} was changed after this database had applied it. ` +
          "Restore the original file and put the change into a migration of its own; " +
          "a development database may instead be moved away, it is created again",
      );
    }
  }
  const applied = new Set(appliedRows.map((row) => row.migration_name));
  return migrations.find((migration) => !applied.has(migration.name));
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new Error(`The migration ${migration.name} failed: ${messageOf(error)}. The database is as it was before`, {
      cause: error,
    });
  }
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}
