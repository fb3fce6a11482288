import pg from "pg";
import { unavailable } from "@/lib/platform/errors";
import { startDatabaseThread, type DatabaseThread } from "./database-thread";
import type { ThreadSettings } from "./thread-messages";
import { ThreadStream } from "./thread-stream";

/** How long a query waits for the one connection, milliseconds: longer than the slowest aggregate and any transaction. */
const CONNECTION_WAIT_MS = 30_000;

export type EmbeddedDatabase = {
  /** One connection: an open transaction makes every other query wait. */
  pool: pg.Pool;
  isAlive: () => boolean;
  /** The whole database as an uncompressed tar. */
  dump: () => Promise<Uint8Array<ArrayBuffer>>;
  close: () => Promise<void>;
  /** Ends the thread at once, as a crash would. */
  crash: () => Promise<void>;
  /** Ends the thread for good, without writing anything more. */
  abandon: () => Promise<void>;
};

/**
 * The embedded database behind a pool of the `pg` driver. When its thread ends (a full disk stops PostgreSQL, memory
 * runs out), queries under way fail with `unavailable` and the next query opens the files again, which replays the
 * write-ahead log. A database in memory stays dead.
 */
export async function openEmbeddedDatabase(settings: ThreadSettings): Promise<EmbeddedDatabase> {
  return embeddedDatabaseOf(await startDatabaseThread(settings), settings);
}

/** Connects to a thread that runs already, and starts it anew by `settings`. It serves one such database at a time. */
export function embeddedDatabaseOf(thread: DatabaseThread, settings: ThreadSettings): EmbeddedDatabase {
  let current = thread;
  let restart: Promise<DatabaseThread> | null = null;
  let isOver = false;

  const liveThread = async (): Promise<DatabaseThread> => {
    if (isOver) throw unavailable("The embedded database is closed");
    if (!current.isAlive() && settings.folder !== null) {
      restart ??= startDatabaseThread(settings).finally(() => {
        restart = null;
      });
      current = await restart;
    }
    return current;
  };

  const attach = async (stream: ThreadStream) => {
    const live = await liveThread();
    await live.ask("reset");
    live.receive(
      (bytes) => stream.push(Buffer.from(bytes.buffer)),
      (error) => stream.destroy(error),
    );
  };

  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    stream: () => new ThreadStream({ attach, send: (bytes) => current.send(bytes) }),
    user: "postgres",
    database: "postgres",
  });
  // The query that was under way reports the failure; without a listener the process would end.
  pool.on("error", () => {});

  return {
    pool,
    isAlive: () => current.isAlive(),
    dump: async () => (await current.ask("dump"))!,
    close: async () => {
      isOver = true;
      await pool.end();
      await restart?.catch(() => {});
      if (current.isAlive()) await current.ask("close");
      await current.kill();
    },
    crash: () => current.kill(),
    abandon: () => {
      isOver = true;
      return current.kill();
    },
  };
}
