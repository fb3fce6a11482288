import type { Database } from "@/lib/platform/db";
import type { Metrics } from "@/lib/platform/metrics";

const MAX_SERIES = 500;

type Row = { model: string; task: string; accuracy: number };

/** The accuracy that trained versions reached on their validation examples; of several organizations the lowest. */
export function collectRegistryMeters(metrics: Metrics, db: Database): void {
  const accuracy = metrics.area("registry", ({ gauge }) =>
    gauge({
      name: "model_performance_accuracy",
      help: "Accuracy of the version that serves, on its validation examples, 0 to 1",
      labels: ["model", "task"],
    }),
  );
  metrics.beforeScrape("registry", async () => {
    const rows = await db.$queryRaw<Row[]>`
      SELECT model_slug AS model, task_slug AS task, min((metrics->>'accuracy')::float8) AS accuracy
      FROM model_versions WHERE status = 'active' AND metrics->>'accuracy' IS NOT NULL
      GROUP BY model_slug, task_slug ORDER BY model_slug, task_slug LIMIT ${MAX_SERIES}`;
    accuracy.clear();
    for (const { model, task, accuracy: value } of rows) accuracy.set({ model, task }, value);
  });
}
