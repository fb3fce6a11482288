import { collectBudgetMeters } from "@/lib/budgets";
import { collectPerformanceMeters, collectSpoolMeters } from "@/lib/executions";
import { collectDatabaseMeters, type DatabaseHandle } from "@/lib/platform/db";
import { collectJobMeters } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { collectRegistryMeters } from "@/lib/registry";

/**
 * Gauges that are read when Prometheus asks. What counts while it happens needs no entry here: it calls
 * `metrics.area` in the `meters.ts` of its folder.
 */
export function collectMeters(runtime: Runtime, database: DatabaseHandle, spool: string): void {
  const { metrics, db, now, recorder, budgets } = runtime;
  collectDatabaseMeters(metrics, database);
  collectJobMeters(metrics, db, now);
  collectSpoolMeters(metrics, recorder, spool);
  collectPerformanceMeters(metrics, db, now);
  collectRegistryMeters(metrics, db);
  collectBudgetMeters(metrics, budgets);
}
