import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { messageOf, unavailable } from "@/lib/platform/errors";
import { isDatabaseDown } from "./database-errors";

/** Connections of one process; PostgreSQL allows 100 by default, so eight replicas fit. */
const MAX_CONNECTIONS = 12;
const CONNECT_TIMEOUT_MS = 5_000;
/** No request needs longer; migrations and maintenance lift it for themselves. */
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const RETRY_EVERY_MS = 500;
const OLDEST_VERSION = 150_000;

export type PostgresSettings = {
  databaseUrl: string;
  /** How long to wait for a database that is not up yet, milliseconds. */
  patienceMs: number;
};

/** Host, port and database of the address, without user and password. */
function describeAddress(databaseUrl: string): string {
  try {
    const { hostname, port, pathname } = new URL(databaseUrl);
    return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
  } catch {
    return "the address in DATABASE_URL (it is not a URL such as postgres://user:password@host:5432/name)";
  }
}

/**
 * A pool over a PostgreSQL server that answers. Broken connections are replaced as queries come, so a restart of the
 * server needs nothing here. Throws `unavailable` when it does not answer in time, refuses us, or is older than 15.
 */
export async function openPostgres({ databaseUrl, patienceMs }: PostgresSettings): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    application_name: "ai-gym",
    // The adapter sends times without a zone and expects UTC back.
    // Compiling a query of many sums takes longer than adding them up, and sorting its rows on disk as well.
    onConnect: prepare,
  });
  // Idle connections report here when the server goes away; the next query opens a new one.
  pool.on("error", () => {});
  try {
    const version = await serverVersion(pool, patienceMs);
    if (version < OLDEST_VERSION) {
      throw unavailable(`PostgreSQL ${Math.floor(version / 10_000)} is too old: AI Gym needs version 15 or later`);
    }
    return pool;
  } catch (error) {
    await pool.end();
    const reason = messageOf(error) || "no answer";
    throw unavailable(`The database at ${describeAddress(databaseUrl)} cannot be used: ${reason}. Check DATABASE_URL`, {
      cause: error,
    });
  }
}

/** The pool waits for the returned promise; its type says void, hence the cast. */
function prepare(client: pg.ClientBase): void {
  return client.query("SET TIME ZONE 'UTC'; SET jit = off; SET work_mem = '16MB'") as unknown as void;
}

async function serverVersion(pool: pg.Pool, patienceMs: number): Promise<number> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      const { rows } = await pool.query<{ version: number }>(
        "SELECT current_setting('server_version_num')::int AS version",
      );
      return rows[0]!.version;
    } catch (error) {
      if (!isDatabaseDown(error) || performance.now() > deadline) throw error;
      await sleep(RETRY_EVERY_MS);
    }
  }
}
