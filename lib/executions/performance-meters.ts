import type { Database } from "@/lib/platform/db";
import type { Metrics } from "@/lib/platform/metrics";

/** Models that a scrape shows: the busiest. */
const MAX_MODELS = 200;
const HOUR_MS = 3_600_000;

type Row = { model: string; latency: number | null; cost: number | null; quality: number | null };

/** Gauges per model over all processes, read from the rollups: this hour and the one before it. */
export function collectPerformanceMeters(metrics: Metrics, db: Database, now: () => Date): void {
  const { latency, cost, quality } = metrics.area("model-performance", ({ gauge }) => ({
    latency: gauge({
      name: "model_performance_latency",
      help: "Mean latency of the executions of this hour and the last, seconds",
      labels: ["model"],
    }),
    cost: gauge({
      name: "model_performance_cost",
      help: "Mean cost of those whose price is known, US dollars",
      labels: ["model"],
    }),
    quality: gauge({
      name: "model_performance_quality",
      help: "Mean quality of those that were scored, 0 to 100",
      labels: ["model"],
    }),
  }));
  metrics.beforeScrape("model-performance", async () => {
    const rows = await selectPerformance(db, now());
    for (const gauge of [latency, cost, quality]) gauge.clear();
    for (const row of rows) {
      const { model } = row;
      if (row.latency !== null) latency.set({ model }, row.latency);
      if (row.cost !== null) cost.set({ model }, row.cost);
      if (row.quality !== null) quality.set({ model }, row.quality);
    }
  });
}

const selectPerformance = (db: Database, at: Date): Promise<Row[]> => db.$queryRaw<Row[]>`
  WITH since AS (SELECT date_trunc('hour', ${new Date(at.getTime() - HOUR_MS)}::timestamptz) AS at)
  SELECT model_slug AS model,
    sum(latency_ms_sum) / nullif(sum(latency_count), 0) / 1000 AS latency,
    sum(cost_usd) / nullif(sum(count) - sum(unpriced_count), 0) AS cost,
    sum(quality_sum) / nullif(sum(quality_count), 0) AS quality
  FROM organizations CROSS JOIN LATERAL (
    SELECT model_slug, count, unpriced_count, cost_usd, latency_count, latency_ms_sum, quality_count, quality_sum
    FROM execution_rollups
    WHERE organization_id = organizations.id AND unit = 'hour' AND at >= (SELECT at FROM since) AND label = ''
    UNION ALL
    SELECT model_slug, count, unpriced_count, cost_usd, latency_count, latency_ms_sum, quality_count, quality_sum
    FROM execution_deltas
    WHERE organization_id = organizations.id AND at >= (SELECT at FROM since) AND label = ''
  ) AS cells
  WHERE model_slug <> ''
  GROUP BY model_slug HAVING sum(count) > 0 ORDER BY sum(count) DESC LIMIT ${MAX_MODELS}`;
