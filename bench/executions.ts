import { parseArgs } from "node:util";
import { listExecutions, reportMetrics } from "@/lib/executions";
import { ListExecutionsQuery, MetricsQuery } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { ensureExecutionPartitions } from "@/lib/platform/db";
import { insertTestOrganization, openTestDatabase } from "@/lib/platform/db/test-database";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { fillExecutions } from "./support/fill-executions";
import { printTable, quantile } from "./support/print-table";

/**
 * Pages and reports over many executions: `--rows 1000000` on PostgreSQL (TEST_DATABASE_URL), `--rows 200000 --embedded`.
 * The baselines are what is usual: OFFSET paging, and sums over the rows themselves.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    embedded: { type: "boolean", default: false },
    repeats: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});
const rows = Number(values.rows ?? (values.embedded ? 200_000 : 1_000_000));
const repeats = Number(values.repeats);
const DAYS = 30;

const database = await openTestDatabase(values.embedded ? "embedded" : "postgres");
try {
  const now = new Date();
  const runtime = testRuntime({ db: database.db, now: () => now });
  const ctx = testCtx(runtime, await insertTestOrganization(database.db));
  const startedMs = performance.now();
  await fillExecutions(database, ctx.organizationId, { rows, days: DAYS, seed: Number(values.seed), now });
  await ensureExecutionPartitions(database.db, now);
  await database.pool.query("ANALYZE executions");
  await database.pool.query("ANALYZE execution_rollups");
  console.error(`${rows} executions over ${DAYS} days in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);

  const results: Record<string, { p50Ms: number; p95Ms: number }> = {};
  const timed = async (name: string, runs: number, work: (run: number) => Promise<unknown>) => {
    await work(0);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const beforeMs = performance.now();
      await work(run);
      times.push(performance.now() - beforeMs);
    }
    console.error(`  ${name}: ${quantile(times, 0.95).toFixed(1)} ms`);
    results[name] = { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
  };
  const list = (query: object) => listExecutions(ctx, ListExecutionsQuery.parse({ period: "month", ...query }));
  const deep = await cursorAt(ctx, Math.floor(rows * 0.9));

  await timed("first page", repeats, () => list({}));
  await timed("deep page", repeats, () => list({ cursor: deep }));
  await timed("rare status", repeats, () => list({ status: "interrupted" }));
  await timed("rare status, deep page", repeats, () => list({ status: "interrupted", cursor: deep }));
  await timed("by model", repeats, (run) => list({ model: `bench/model-${run % 12}` }));
  await timed("by task and rare status", repeats, () => list({ task: "task_3", status: "failed" }));
  await timed("by task and model", repeats, (run) =>
    list({ task: `task_${run % 8}`, model: `bench/model-${run % 12}` }),
  );
  await timed("one session", repeats, (run) => list({ session: `session-${run}` }));
  await timed("one user", repeats, (run) => list({ user: `user-${run}` }));
  await timed("report, day", 20, () => reportMetrics(ctx, MetricsQuery.parse({ period: "day" })));
  await timed("report, week", 5, () => reportMetrics(ctx, MetricsQuery.parse({ period: "week" })));
  await timed("report, month", 5, () => reportMetrics(ctx, MetricsQuery.parse({ period: "month" })));

  const { organizationId } = ctx;
  await timed("baseline: OFFSET, deep page", 3, () =>
    database.pool.query(
      "SELECT * FROM executions WHERE organization_id = $1 ORDER BY created_at DESC, id DESC LIMIT 51 OFFSET $2",
      [organizationId, Math.floor(rows * 0.9)],
    ),
  );
  await timed("baseline: sums over the rows, month", 3, () =>
    database.pool.query(
      `SELECT task_slug, model_slug, count(*), sum(cost_usd), percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms)
       FROM executions WHERE organization_id = $1 GROUP BY 1, 2`,
      [organizationId],
    ),
  );

  const kind = values.embedded ? "embedded" : "PostgreSQL";
  printTable(
    `${rows} executions, ${kind}, milliseconds`,
    Object.entries(results).map(([what, times]) => ({ what, ...times })),
  );
  console.log(JSON.stringify({ bench: "executions", database: kind, rows, ...results }));
} finally {
  await database.close();
}

/** A cursor with `count` executions before it. */
async function cursorAt({ organizationId }: Ctx, count: number): Promise<string> {
  const { rows: found } = await database.pool.query<{ created_at: Date; id: string }>(
    "SELECT created_at, id FROM executions WHERE organization_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $2",
    [organizationId, count],
  );
  const { created_at: createdAt, id } = found[0]!;
  return Buffer.from(JSON.stringify({ createdAt: createdAt.toISOString(), id })).toString("base64url");
}
