import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Metrics } from "@/lib/platform/metrics";
import type { Recorder } from "./recorder";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const OVERHEAD_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5];

/** Finished executions and the way they take to the database. `observeExecutions` does the counting. */
export const executionMeters = (metrics: Metrics) =>
  metrics.area("executions", ({ counter, gauge, histogram }) => ({
    requests: counter({
      name: "gym_gateway_requests_total",
      help: "Stored executions",
      labels: ["operation", "status", "source", "task", "model", "provider"],
      open: ["task", "model", "provider"],
    }),
    latency: histogram({
      name: "gym_gateway_latency_seconds",
      help: "Whole duration of executions",
      labels: ["operation", "model"],
      open: ["model"],
      buckets: SECONDS,
    }),
    overhead: histogram({
      name: "gym_gateway_overhead_seconds",
      help: "Time spent in the gateway itself",
      labels: ["operation"],
      buckets: OVERHEAD_SECONDS,
    }),
    firstToken: histogram({
      name: "gym_gateway_first_token_seconds",
      help: "Time to the first token of streams",
      labels: ["model"],
      open: ["model"],
      buckets: SECONDS,
    }),
    tokens: counter({
      name: "gym_gateway_tokens_total",
      help: "Tokens by class; classes do not overlap: input is fresh input, output is without reasoning",
      labels: ["model", "class"],
      open: ["model"],
    }),
    cost: counter({
      name: "gym_gateway_cost_usd_total",
      help: "Cost of executions whose price is known, US dollars",
      labels: ["model"],
      open: ["model"],
    }),
    unpriced: counter({
      name: "gym_gateway_unpriced_total",
      help: "Executions whose price is unknown",
      labels: ["model"],
      open: ["model"],
    }),
    attempts: counter({
      name: "gym_upstream_attempts_total",
      help: "Attempts at models, by provider; the outcome is success or the class of the error",
      labels: ["provider", "outcome"],
      open: ["provider"],
    }),
    inFlight: gauge({ name: "gym_gateway_in_flight", help: "Gateway calls under way in this process" }),
    unstored: gauge({
      name: "gym_spool_unstored",
      help: "Settled executions in memory that the database does not have yet",
    }),
    rejected: gauge({
      name: "gym_spool_rejected",
      help: "Executions that the database refused since the start of this process",
    }),
    spoolBytes: gauge({ name: "gym_spool_bytes", help: "Size of the spool folder, files of other processes included" }),
  }));

/** Reads the recorder and the size of its folder before each scrape. */
export function collectSpoolMeters(metrics: Metrics, recorder: Recorder, folder: string): void {
  const { inFlight, unstored, rejected, spoolBytes } = executionMeters(metrics);
  metrics.beforeScrape("spool", async () => {
    const stats = recorder.stats();
    inFlight.set({}, stats.pending);
    unstored.set({}, stats.unstored);
    rejected.set({}, stats.rejected);
    spoolBytes.set({}, await folderBytes(folder));
  });
}

/** Files come and go meanwhile; one that is gone counts nothing. */
async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
