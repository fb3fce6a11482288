import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { metricsComparison, metricsStats, metricsTimeseries, reportCosts, reportMetrics } from "@/lib/executions";
import { ComparisonQuery, CostQuery, MetricsQuery, StatsQuery, TimeseriesQuery } from "@/lib/executions/schemas";
import { insertTestOrganization, openTestDatabase } from "@/lib/platform/db/test-database";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { fillExecutions } from "./support/fill-executions";
import { printTable, quantile } from "./support/print-table";

/**
 * What a dashboard asks, over many executions of 30 days: `--executions 1000000` on PostgreSQL (TEST_DATABASE_URL),
 * `--executions 200000 --embedded`. Rollups count all of them; `--stored` (Default: 1000000) of the newest are rows as
 * well. The baselines compute the same from the rows, and so does the check that both say the same. At last it polls
 * like eight open dashboards and tells how long the event loop was held up.
 */
const { values } = parseArgs({
  options: {
    executions: { type: "string" },
    stored: { type: "string", default: "1000000" },
    embedded: { type: "boolean", default: false },
    repeats: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    "poll-seconds": { type: "string", default: "10" },
  },
});
const executions = Number(values.executions ?? (values.embedded ? 200_000 : 1_000_000));
const stored = Math.min(executions, Number(values.stored));
const repeats = Number(values.repeats);
const isComplete = stored === executions;
const DAYS = 30;

const OVERVIEW_FROM_ROWS = `
  SELECT task_slug, model_slug, status, count(*), sum(cost_usd),
    percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY latency_ms)
  FROM executions WHERE organization_id = $1 AND created_at >= $2 GROUP BY 1, 2, 3`;

const SERIES_FROM_ROWS = `
  SELECT date_trunc('day', created_at), model_slug, status, count(*), sum(cost_usd),
    percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY latency_ms)
  FROM executions WHERE organization_id = $1 AND created_at >= $2 GROUP BY 1, 2, 3`;

const database = await openTestDatabase(values.embedded ? "embedded" : "postgres");
try {
  const now = new Date();
  const ctx = testCtx(testRuntime({ db: database.db, now: () => now }), await insertTestOrganization(database.db));
  const { organizationId } = ctx;
  const filledMs = performance.now();
  await fillExecutions(database, organizationId, {
    rows: executions,
    days: DAYS,
    seed: Number(values.seed),
    now,
    stored,
  });
  await database.pool.query("VACUUM (ANALYZE)");
  console.error(
    `${executions} executions over ${DAYS} days in ${((performance.now() - filledMs) / 1_000).toFixed(0)} s`,
  );

  const month = { period: "month" } as const;
  const questions: Record<string, () => Promise<unknown>> = {
    "overview, month": () => reportMetrics(ctx, MetricsQuery.parse(month)),
    "overview, day": () => reportMetrics(ctx, MetricsQuery.parse({ period: "day" })),
    "stats, month": () => metricsStats(ctx, StatsQuery.parse(month)),
    "comparison, month": () => metricsComparison(ctx, ComparisonQuery.parse({ ...month, task: "task_3" })),
    "time series, month": () => metricsTimeseries(ctx, TimeseriesQuery.parse(month)),
    "time series, hour": () => metricsTimeseries(ctx, TimeseriesQuery.parse({ period: "hour" })),
    "costs by model, month": () => reportCosts(ctx, CostQuery.parse(month)),
    "costs by tag, month": () => reportCosts(ctx, CostQuery.parse({ ...month, by: "tag" })),
    "costs by user, month": () => reportCosts(ctx, CostQuery.parse({ ...month, by: "user" })),
  };
  const results: Record<string, { p50Ms: number; p95Ms: number }> = {};
  for (const [name, ask] of Object.entries(questions)) results[name] = await timed(repeats, ask);

  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const fromRows = (sql: string) => timed(3, () => database.pool.query(sql, [organizationId, since]));
  const baselines: typeof results = {};
  if (isComplete) {
    baselines["overview, month"] = await fromRows(OVERVIEW_FROM_ROWS);
    baselines["time series, month"] = await fromRows(SERIES_FROM_ROWS);
  }
  const difference = isComplete ? await compareWithRows() : null;
  const eventLoopMsP99 = await poll(Object.values(questions).slice(0, 5), Number(values["poll-seconds"]));

  const kind = values.embedded ? "embedded" : "PostgreSQL";
  printTable(
    `${executions} executions, ${kind}, milliseconds`,
    Object.entries(results).map(([what, times]) => ({ what, ...times, fromRowsP50Ms: baselines[what]?.p50Ms ?? null })),
  );
  if (!isComplete) console.log(`Only ${stored} executions are stored as rows: nothing to compare with`);
  console.log(
    JSON.stringify({
      bench: "dashboard",
      database: kind,
      executions,
      eventLoopMsP99,
      difference,
      ...results,
      baselines,
    }),
  );

  /** Executions and US dollars by which the overview is off the rows. */
  async function compareWithRows(): Promise<{ count: number; costUsd: number }> {
    const { current, from, to } = await reportMetrics(ctx, MetricsQuery.parse(month));
    const { rows } = await database.pool.query<{ count: number; cost: number }>(
      `SELECT count(*)::float8 AS count, sum(cost_usd) AS cost FROM executions
       WHERE organization_id = $1 AND created_at >= $2 AND created_at < $3`,
      [organizationId, from, to],
    );
    return { count: current.count - rows[0]!.count, costUsd: Math.abs(current.costUsd - rows[0]!.cost) };
  }
} finally {
  await database.close();
}

async function timed(runs: number, work: () => Promise<unknown>): Promise<{ p50Ms: number; p95Ms: number }> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const beforeMs = performance.now();
    await work();
    times.push(performance.now() - beforeMs);
  }
  return { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}

/** Eight dashboards that ask again every five seconds. 99th percentile of the event loop's delay, milliseconds. */
async function poll(asked: readonly (() => Promise<unknown>)[], seconds: number): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const untilMs = performance.now() + seconds * 1_000;
  const dashboards = Array.from({ length: 8 }, async (_, dashboard) => {
    await sleep(dashboard * 600);
    while (performance.now() < untilMs) {
      await Promise.all(asked.map((ask) => ask()));
      await sleep(5_000);
    }
  });
  await Promise.all(dashboards);
  delay.disable();
  return delay.percentile(99) / 1e6;
}
