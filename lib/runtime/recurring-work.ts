import { maintainDatabase, type DatabaseHandle } from "@/lib/platform/db";
import { purgeIdempotencyRecords } from "@/lib/platform/idempotency";
import { purgeFinishedJobs, type RecurringWork } from "@/lib/platform/jobs";
import { TRAINING_JOB } from "@/lib/training";

const DAY_MS = 24 * 3_600_000;

/** Everything that the installation does by itself, again and again. */
export function recurringWorks(database: DatabaseHandle): RecurringWork[] {
  return [
    {
      name: "upkeep",
      scope: "installation",
      intervalMs: DAY_MS,
      run: async ({ runtime }) => {
        await maintainDatabase(database, runtime.now());
        await purgeIdempotencyRecords(runtime.db, runtime.now());
        await purgeFinishedJobs(runtime.db, runtime.now(), [TRAINING_JOB]);
      },
    },
  ];
}
