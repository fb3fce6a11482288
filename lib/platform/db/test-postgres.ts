import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { migrate } from "./migrate";
import { openPostgres } from "./open-postgres";
import { readMigrations } from "./read-migrations";

const SERVER_URL = process.env.TEST_DATABASE_URL || "postgres://postgres@127.0.0.1:5432/postgres";

/** A database left behind by a killed test run is dropped after this long. */
const LEFTOVER_MS = 3_600_000;

/** Serialises the creation of the template between test processes. */
const TEMPLATE_LOCK = 72707370;

export type TestPostgres = { pool: pg.Pool; databaseUrl: string; drop: () => Promise<void> };

const urlOf = (database: string) => {
  const url = new URL(SERVER_URL);
  url.pathname = `/${database}`;
  return url.href;
};

async function withServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

export const isTestServerUp = (): Promise<boolean> =>
  withServer((client) => client.query("SELECT 1")).then(
    () => true,
    () => false,
  );

/** A new empty database on the test server; with `isMigrated` (Default: true) a copy of a migrated one. */
export async function createTestDatabase({ isMigrated = true } = {}): Promise<TestPostgres> {
  const name = `gym_test_${Date.now()}_${randomUUID().slice(0, 8)}`;
  await withServer(async (client) => {
    const template = isMigrated ? await ensureTemplate(client) : "template1";
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const databaseUrl = urlOf(name);
  const pool = await openPostgres({ databaseUrl, patienceMs: 2_000 });
  const drop = async () => {
    await pool.end();
    await withServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { pool, databaseUrl, drop };
}

/** The name of a migrated database to copy from: one for each content of the migrations folder. */
async function ensureTemplate(client: pg.Client): Promise<string> {
  const migrations = await readMigrations();
  const hash = createHash("sha256").update(migrations.map(({ checksum }) => checksum).join());
  const name = `gym_template_${hash.digest("hex").slice(0, 16)}`;
  const exists = async (database: string) =>
    (await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database])).rowCount === 1;
  if (await exists(name)) return name;

  await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    if (await exists(name)) return name;
    await dropLeftovers(client);
    const draft = `gym_test_${Date.now()}_template`;
    await client.query(`CREATE DATABASE ${draft}`);
    const pool = await openPostgres({ databaseUrl: urlOf(draft), patienceMs: 2_000 });
    await migrate(pool, migrations).finally(() => pool.end());
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'gym\\_test\\_%' OR datname LIKE 'gym\\_template\\_%'",
  );
  for (const { datname } of rows) {
    const createdMs = Number(/^gym_test_(\d+)_/.exec(datname)?.[1] ?? 0);
    if (Date.now() - createdMs > LEFTOVER_MS) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}
