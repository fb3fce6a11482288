import type { Database } from "../db";
import type { Metrics } from "../metrics";

/** What the runner of this process counts, and what waits in the queue that all processes share. */
export const jobMeters = (metrics: Metrics) =>
  metrics.area("jobs", ({ counter, gauge }) => ({
    ended: counter({ name: "gym_jobs_total", help: "Jobs by the state they reached here", labels: ["kind", "status"] }),
    running: gauge({ name: "gym_jobs_running", help: "Jobs that run in this process" }),
    inQueue: gauge({
      name: "gym_jobs",
      help: "Jobs of all processes that are not finished, by kind and state",
      labels: ["kind", "state"],
    }),
    oldest: gauge({
      name: "gym_jobs_oldest_seconds",
      help: "Age of the oldest job of a kind that could run and waits",
      labels: ["kind"],
    }),
  }));

type Row = { kind: string; status: string; count: number; oldest_seconds: number | null };

/** Reads the queue before each scrape. */
export function collectJobMeters(metrics: Metrics, db: Database, now: () => Date): void {
  const { inQueue, oldest } = jobMeters(metrics);
  metrics.beforeScrape("jobs", async () => {
    const at = now();
    const rows = await db.$queryRaw<Row[]>`
      SELECT kind, status, count(*)::int AS count,
        extract(epoch FROM ${at}::timestamptz - min(run_after) FILTER (WHERE status = 'queued' AND run_after <= ${at}))::float8
          AS oldest_seconds
      FROM jobs WHERE status IN ('queued', 'running') GROUP BY kind, status`;
    inQueue.clear();
    oldest.clear();
    for (const { kind, status, count, oldest_seconds } of rows) {
      inQueue.set({ kind, state: status }, count);
      if (oldest_seconds !== null) oldest.set({ kind }, oldest_seconds);
    }
  });
}
