import type { PoolClient } from "pg";
import { cellsSql, COUNTED_COLUMNS, rollupsSql, upsertRollupsSql } from "@/lib/executions/rollup-sql";
import { addSpendSql } from "@/lib/executions/spend-sql";
import type { TestDatabase } from "@/lib/platform/db/test-database";

type Filling = {
  /** Executions over the last `days`. */
  rows: number;
  days: number;
  seed: number;
  now: Date;
  /** How many of the newest are stored; the rollups count all of them. (Default: all.) */
  stored?: number;
};

const DAY_MS = 86_400_000;
const BATCH = 50_000;

/**
 * Writes executions and their rollups with SQL alone: 8 tasks, 12 models, 1 of 5,000 interrupted, 2 % failed, previews
 * and a route of the usual size. Rollups are computed as those of the product, from the same rows.
 */
export async function fillExecutions({ pool }: TestDatabase, organizationId: string, filling: Filling): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await fill(client, organizationId, filling);
    await client.query("RESET statement_timeout");
  } finally {
    client.release();
  }
}

async function fill(client: PoolClient, organizationId: string, filling: Filling): Promise<void> {
  const { rows, days, seed, now, stored = rows } = filling;
  for (let month = 0; month <= Math.ceil(days / 28); month++) {
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - month, 1)).toISOString();
    await client.query("SELECT ensure_execution_partition($1::date)", [start.slice(0, 10)]);
  }
  const spread = [organizationId, now, days * 86_400, rows];
  for (let first = 0; first < stored; first += BATCH) {
    await client.query(INSERT_EXECUTIONS, [...spread, first, Math.min(stored, first + BATCH) - 1, seed]);
  }
  // Row n lies `days * n / rows` before now; rows of one day (UTC) are those between two of these.
  const rowAt = (at: number) => Math.ceil(((now.getTime() - at) / (days * DAY_MS)) * rows);
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  for (let day = 0; day <= days; day++) {
    const first = Math.max(0, rowAt(midnight - (day - 1) * DAY_MS - 1));
    const last = Math.min(rows, rowAt(midnight - day * DAY_MS - 1)) - 1;
    if (first > last) continue;
    // Nobody reads minutes further back than two days.
    await client.query(day <= 3 ? INSERT_ROLLUPS : INSERT_OLD_ROLLUPS, [...spread, first, last, seed]);
    await client.query(INSERT_SPEND, [...spread, first, last, seed]);
  }
}

/** A hash of row and seed in place of random(), so that every run has the same rows. */
const uniform = (salt: number) => `(abs(hashint8(n * 31 + $7::int8 * 1000003 + ${salt})) % 100000) / 100000.0`;

/** Rows $5 to $6 of $4 that are spread over $3 seconds before $2. */
const MOMENTS = `(SELECT n, $2::timestamptz - make_interval(secs => $3::float8 * n / $4::float8) AS at
  FROM generate_series($5::int8, $6::int8) AS n) AS moments`;

const VALUES = {
  organization_id: "$1::uuid",
  created_at: "at",
  task_slug: `'task_' || floor(${uniform(1)} * 8)`,
  category: "'general'",
  model_slug: `'bench/model-' || floor(${uniform(2)} * 12)`,
  provider_slug: "'bench'",
  source: "'gateway'",
  status: `CASE WHEN ${uniform(3)} < 0.0002 THEN 'interrupted' WHEN ${uniform(3)} < 0.02 THEN 'failed' ELSE 'success' END`,
  user_ref: "'user-' || (n % 5000)",
  key_id: "('00000000-0000-7000-8000-00000000000' || n % 5)::uuid",
  input_tokens: `(20 + ${uniform(4)} * 2000)::int`,
  output_tokens: `(5 + ${uniform(5)} * 600)::int`,
  cost_usd: `${uniform(6)} * 0.01`,
  latency_ms: `exp(4 + ${uniform(7)} * 5)`,
  overhead_ms: "0.8",
  quality: `CASE WHEN n % 4 = 0 THEN ${uniform(8)} * 100 END`,
  tags: `jsonb_build_object('priority', CASE WHEN n % 10 = 0 THEN 'high' ELSE 'normal' END, 'team', 'team-' || n % 7)`,
};

const STORED = {
  ...VALUES,
  id: `(lpad(to_hex((extract(epoch FROM at) * 1000)::int8), 12, '0') || '7' || substr(md5(n::text), 1, 3)
    || '8' || substr(md5(n::text), 4, 15))::uuid`,
  configuration_version: "1",
  operation: "'chat'",
  session_ref: "CASE WHEN n % 3 = 0 THEN 'session-' || (n / 12) END",
  request_id: "'request-' || n",
  is_streaming: "n % 2 = 0",
  strategy: "'balanced'",
  input_preview: "repeat('What happened to my order? ', 8)",
  output_preview: "repeat('It is on its way. ', 12)",
  route: "jsonb_build_object('mode', 'routed', 'reason', repeat('because ', 60), 'propensity', 0.95)",
  attempts: `'[{"model":"bench/model-1","latencyMs":12}]'::jsonb`,
  raw_usage: `'{"prompt_tokens":12}'::jsonb`,
  settled_at: "at + interval '1 second'",
};

const INSERT_EXECUTIONS = `
INSERT INTO executions (${Object.keys(STORED).join(", ")}) SELECT ${Object.values(STORED).join(", ")} FROM ${MOMENTS}`;

/** What is counted of an execution and these do not have. */
const MISSING: Record<string, string> = {
  model_version_id: "NULL::uuid",
  error_code: "NULL::text",
  is_usage_estimated: "FALSE",
};
const COUNTED = COUNTED_COLUMNS.split(", ").map(
  (column) => `${(VALUES as Record<string, string>)[column] ?? MISSING[column] ?? "NULL::float8"} AS ${column}`,
);

const GENERATED = `(SELECT ${COUNTED.join(", ")} FROM ${MOMENTS}) AS generated`;

const insertRollups = (unit: "minute" | "hour"): string => {
  const cells = cellsSql(GENERATED, { unit });
  return upsertRollupsSql(rollupsSql(`(${cells}) AS cells`, unit === "hour" ? "unit <> 'minute'" : "TRUE"), "add");
};
const INSERT_ROLLUPS = insertRollups("minute");
const INSERT_OLD_ROLLUPS = insertRollups("hour");
const INSERT_SPEND = addSpendSql(GENERATED);
