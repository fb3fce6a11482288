import type pg from "pg";
import { startDatabaseThread, type DatabaseThread } from "./database-thread";
import { embeddedDatabaseOf, type EmbeddedDatabase } from "./embedded-database";
import { migratedSnapshot } from "./test-snapshot";

type TakenDatabase = Pick<EmbeddedDatabase, "pool" | "isAlive"> & {
  /** Ends the connection; what is under way ends first, what comes later fails. */
  giveBack: () => Promise<void>;
};

type Spare = { embedded: EmbeddedDatabase; thread: DatabaseThread; shape: string };

/** Each holds some 200 MB. A test rarely has more than one open. */
const MOST_SPARES = 2;

/** A database that has grown beyond this is not worth cleaning, bytes: deleted rows keep their place. A new one has 12 MB. */
const MOST_BYTES = 48 * 1024 * 1024;

const MIGRATIONS = "_prisma_migrations";

/** Of this worker: opening one takes seconds of computing, wiping one a few milliseconds. */
const spares: Spare[] = [];

/** A migrated, empty database in memory: one that an earlier test gave back, or a new one. */
export async function takeEmbeddedDatabase(): Promise<TakenDatabase> {
  const { embedded, thread, shape } = spares.pop() ?? (await openSpare());
  return {
    pool: embedded.pool,
    isAlive: embedded.isAlive,
    giveBack: async () => {
      await embedded.pool.end();
      const next = embeddedDatabaseOf(thread, SETTINGS);
      const isClean = thread.isAlive() && (await wipe(next.pool, shape));
      if (isClean && spares.length < MOST_SPARES) spares.push({ embedded: next, thread, shape });
      else await next.close();
    },
  };
}

/** A thread in memory is never started anew, so it needs no snapshot again. */
const SETTINGS = { folder: null, snapshot: null };

async function openSpare(): Promise<Spare> {
  const thread = await startDatabaseThread({ folder: null, snapshot: await migratedSnapshot() });
  const embedded = embeddedDatabaseOf(thread, SETTINGS);
  return { embedded, thread, shape: await shapeOf(embedded.pool) };
}

/**
 * Empties the tables; migrations fill none of them. False when it is not as new: something else than rows has changed, or
 * it has grown.
 */
async function wipe(pool: pg.Pool, shape: string): Promise<boolean> {
  if ((await shapeOf(pool)) !== shape) return false;
  const size = await pool.query<{ bytes: string }>("SELECT pg_database_size(current_database()) AS bytes");
  if (Number(size.rows[0]!.bytes) > MOST_BYTES) return false;
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '${MIGRATIONS}'`,
  );
  const filled = await pool.query<{ name: string }>(
    rows.map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name})`).join(" UNION ALL "),
  );
  await pool.query(`
    SET session_replication_role = replica;
    ${filled.rows.map(({ name }) => `DELETE FROM ${name};`).join("\n")}
    RESET session_replication_role;
    SELECT setval(seqrelid, seqstart, false) FROM pg_sequence;`);
  return true;
}

/** Tables, columns, indexes, functions and triggers, and the rows of migrations. */
async function shapeOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ shape: string }>(
    `SELECT concat_ws(' ',
       (SELECT md5(string_agg(concat_ws(' ', relname, relkind, relnatts, reloptions), ',' ORDER BY oid))
        FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT md5(string_agg(conname, ',' ORDER BY oid)) FROM pg_constraint),
       (SELECT md5(string_agg(concat_ws(' ', tgname, tgenabled), ',' ORDER BY oid)) FROM pg_trigger),
       (SELECT count(*) FROM pg_proc),
       (SELECT md5(string_agg(checksum, ',' ORDER BY id)) FROM ${MIGRATIONS}),
       (SELECT string_agg(extname, ',') FROM pg_extension)) AS shape`,
  );
  return rows[0]!.shape;
}
