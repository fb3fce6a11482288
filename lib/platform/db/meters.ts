import type { Metrics } from "../metrics";
import type { DatabaseHandle } from "./open-database";

const databaseMeters = (metrics: Metrics) =>
  metrics.area("database", ({ gauge }) => ({
    connections: gauge({
      name: "gym_database_connections",
      help: "Connections of this process; the embedded database has one, to its thread",
      labels: ["state"],
    }),
    waiting: gauge({ name: "gym_database_waiting", help: "Queries and transactions that wait for a connection" }),
    ping: gauge({
      name: "gym_database_ping_seconds",
      help: "Duration of a trivial query at the time of the scrape, waiting for a connection included",
    }),
    isUp: gauge({ name: "gym_database_up", help: "1 when that query was answered, else 0" }),
  }));

/** Looks at the pool, and asks the database one trivial thing, before each scrape. */
export function collectDatabaseMeters(metrics: Metrics, database: DatabaseHandle): void {
  const { connections, waiting, ping, isUp } = databaseMeters(metrics);
  metrics.beforeScrape("database", async () => {
    const pool = database.poolState();
    connections.set({ state: "busy" }, pool.busy);
    connections.set({ state: "idle" }, pool.idle);
    waiting.set({}, pool.waiting);
    isUp.set({}, 0);
    const startedMs = performance.now();
    await database.ping();
    ping.set({}, (performance.now() - startedMs) / 1_000);
    isUp.set({}, 1);
  });
}
