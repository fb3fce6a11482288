import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type pg from "pg";
import { unavailable } from "@/lib/platform/errors";
import { lockDataFolder } from "./data-lock";
import { prepareDatabaseFolder } from "./database-folder";
import { asUnavailable } from "./database-errors";
import { ensureExecutionPartitions } from "./ensure-execution-partitions";
import { migrate } from "./migrate";
import { openPostgres } from "./open-postgres";
import { createPrismaClient, type Database } from "./prisma-client";
import { readMigrations } from "./read-migrations";
import { openEmbeddedDatabase } from "./embedded-database";

export type DatabaseKind = "embedded" | "postgres";

export type DatabaseHandle = {
  db: Database;
  kind: DatabaseKind;
  /** False while the embedded database's thread is dead; the next query starts it again. Always true with PostgreSQL: ask `ping`. */
  isAlive: () => boolean;
  /** Connections in use and idle, and queries that wait for one. */
  poolState: () => { busy: number; idle: number; waiting: number };
  /** Throws `unavailable` when the database does not answer a trivial query. */
  ping: () => Promise<void>;
  /** Waits for queries under way, then releases connections, thread and lock. */
  close: () => Promise<void>;
};

export type DatabaseSettings = {
  /** PostgreSQL address; null = embedded database in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
};

/** How long a start waits for a PostgreSQL server that is starting as well. */
const POSTGRES_PATIENCE_MS = 20_000;

/** A database that needs longer for a trivial query counts as down. */
const PING_TIMEOUT_MS = 5_000;

type Log = Pick<Logger, "info">;

/**
 * Opens the database, applies pending migrations and creates the next partitions. The embedded one is locked against
 * other processes first. Throws, with what to do, when the folder is in use or damaged, when the server cannot be
 * reached, or when code and database do not belong together.
 */
export async function openDatabase(settings: DatabaseSettings, log?: Log): Promise<DatabaseHandle> {
  const handle = settings.databaseUrl ? await openServer(settings.databaseUrl) : await openEmbedded(settings.dataDir);
  try {
    const applied = await migrate(handle.pool, await readMigrations());
    for (const name of applied) log?.info({ migration: name }, "applied migration");
    await ensureExecutionPartitions(handle.db, new Date());
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

type OpenedDatabase = DatabaseHandle & { pool: pg.Pool };

async function openServer(databaseUrl: string): Promise<OpenedDatabase> {
  const pool = await openPostgres({ databaseUrl, patienceMs: POSTGRES_PATIENCE_MS });
  return databaseHandle({ kind: "postgres", pool, isAlive: () => true, release: () => pool.end() });
}

async function openEmbedded(dataDir: string): Promise<OpenedDatabase> {
  const lock = await lockDataFolder(dataDir);
  try {
    const { folder, markCreated } = await prepareDatabaseFolder(dataDir);
    const embedded = await openEmbeddedDatabase({ folder, snapshot: null });
    lock.onLost(() => void embedded.abandon());
    await markCreated();
    const release = async () => {
      await embedded.close();
      await lock.release();
    };
    return databaseHandle({ kind: "embedded", pool: embedded.pool, isAlive: embedded.isAlive, release });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

type Parts = { kind: DatabaseKind; pool: pg.Pool; isAlive: () => boolean; release: () => Promise<void> };

/** A handle over an open pool; `release` gives back what the pool stands on. */
export function databaseHandle({ kind, pool, isAlive, release }: Parts): OpenedDatabase {
  const db = createPrismaClient(pool);
  return {
    db,
    kind,
    pool,
    isAlive,
    poolState: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    ping: () => ping(pool),
    close: async () => {
      await db.$disconnect();
      await release();
    },
  };
}

async function ping(pool: pg.Pool): Promise<void> {
  const patience = new AbortController();
  const tooLong = sleep(PING_TIMEOUT_MS, undefined, { signal: patience.signal, ref: false }).then(() => {
    throw unavailable(`The database has not answered for ${PING_TIMEOUT_MS / 1_000} seconds`);
  });
  try {
    await Promise.race([pool.query("SELECT 1"), tooLong]);
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    patience.abort();
    await tooLong.catch(() => {});
  }
}
