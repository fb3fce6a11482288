import type { DatabaseHandle } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";

/** Records that may wait for the database before the process counts as degraded. */
const MANY_UNSTORED = 5_000;

/** What must work for this process to serve. */
export function registerHealthChecks(runtime: Runtime, database: DatabaseHandle): void {
  runtime.health.register({
    name: "database",
    check: async () => {
      await database.ping();
      return { status: "healthy", detail: database.kind === "embedded" ? "embedded" : "PostgreSQL" };
    },
  });
  runtime.health.register({
    name: "encoder",
    check: () =>
      Promise.resolve(
        runtime.embedder.isHealthy()
          ? { status: "healthy" as const, detail: "ready" }
          : { status: "degraded" as const, detail: "its thread ended; the next request starts it again" },
      ),
  });
  runtime.health.register({
    name: "recorder",
    check: async () => {
      const { unstored, rejected, lastError } = runtime.recorder.stats();
      if (lastError !== null) return { status: "degraded", detail: `${unstored} executions wait to be stored` };
      if (unstored > MANY_UNSTORED) return { status: "degraded", detail: `${unstored} executions wait to be stored` };
      return { status: "healthy", detail: rejected === 0 ? "all stored" : `${rejected} executions were refused` };
    },
  });
}
