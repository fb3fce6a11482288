import { recomputeRollups } from "@/lib/executions/recompute-rollups";
import type { TestDatabase } from "@/lib/platform/db/test-database";

type Filling = { rows: number; days: number; seed: number; now: Date };

/**
 * Writes executions and their rollups with SQL alone: 8 tasks, 12 models, 1 of 5,000 interrupted, 2 % failed, previews
 * and a route of the usual size. Rollups are computed from them.
 */
export async function fillExecutions(
  { db, pool }: TestDatabase,
  organizationId: string,
  filling: Filling,
): Promise<void> {
  const { rows, days, seed, now } = filling;
  const BATCH = 50_000;
  for (let month = 0; month <= Math.ceil(days / 28); month++) {
    const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - month, 1)).toISOString();
    await pool.query("SELECT ensure_execution_partition($1::date)", [start.slice(0, 10)]);
  }
  for (let first = 0; first < rows; first += BATCH) {
    const last = Math.min(rows, first + BATCH) - 1;
    await pool.query(INSERT_EXECUTIONS, [organizationId, now, days * 86_400, rows, first, last, seed]);
  }
  const DAY_MS = 86_400_000;
  const today = Math.floor(now.getTime() / DAY_MS);
  for (let day = today - days; day <= today; day++) {
    const window = { from: new Date(day * DAY_MS), to: new Date((day + 1) * DAY_MS) };
    await recomputeRollups(db, organizationId, window, new Date((today - 2) * DAY_MS));
  }
}

/** A hash of row and seed in place of random(), so that every run has the same rows. */
const uniform = (salt: number) => `(abs(hashint8(n * 31 + $7::int8 * 1000003 + ${salt})) % 100000) / 100000.0`;

const INSERT_EXECUTIONS = `
INSERT INTO executions (organization_id, created_at, id, task_slug, category, model_slug, provider_slug,
  configuration_version, source, operation, status, user_ref, session_ref, request_id, is_streaming, strategy,
  input_tokens, output_tokens, cost_usd, latency_ms, overhead_ms, quality, input_preview, output_preview, route,
  attempts, raw_usage, settled_at)
SELECT $1::uuid, at, (lpad(to_hex((extract(epoch FROM at) * 1000)::int8), 12, '0') || '7' || substr(md5(n::text), 1, 3)
    || '8' || substr(md5(n::text), 4, 15))::uuid,
  'task_' || floor(${uniform(1)} * 8), 'general', 'bench/model-' || floor(${uniform(2)} * 12), 'bench',
  1, 'gateway', 'chat',
  CASE WHEN ${uniform(3)} < 0.0002 THEN 'interrupted' WHEN ${uniform(3)} < 0.02 THEN 'failed' ELSE 'success' END,
  'user-' || (n % 5000), CASE WHEN n % 3 = 0 THEN 'session-' || (n / 12) END, 'request-' || n, n % 2 = 0, 'balanced',
  (20 + ${uniform(4)} * 2000)::int, (5 + ${uniform(5)} * 600)::int, ${uniform(6)} * 0.01,
  exp(4 + ${uniform(7)} * 5), 0.8, CASE WHEN n % 4 = 0 THEN ${uniform(8)} * 100 END,
  repeat('What happened to my order? ', 8), repeat('It is on its way. ', 12),
  jsonb_build_object('mode', 'routed', 'reason', repeat('because ', 60), 'propensity', 0.95),
  '[{"model":"bench/model-1","latencyMs":12}]', '{"prompt_tokens":12}', at + interval '1 second'
FROM (SELECT n, $2::timestamptz - make_interval(secs => $3::float8 * n / $4::float8) AS at
  FROM generate_series($5::int8, $6::int8) AS n) AS moments`;
