import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import type { RecurringWork } from "@/lib/platform/jobs";
import { readSetting, writeSetting, type SettingDefinition } from "@/lib/platform/settings";
import { BenchmarkSchedule, StartRunInput } from "../run-schemas";
import { requireSuite } from "../suites/require-suite";
import { startRun } from "./start-run";

const SCHEDULE: SettingDefinition<BenchmarkSchedule> = {
  name: "benchmarks.schedule",
  schema: BenchmarkSchedule,
  fallback: { everyHours: null, suites: null, models: null, spendLimitUsd: 5, stopsWhenDecided: true },
};

const HOUR_MS = 3_600_000;

/** How often benchmarks run by themselves. (Default: never.) */
export async function getSchedule(ctx: Ctx): Promise<BenchmarkSchedule> {
  requireScope(ctx, "read");
  return readSetting(ctx, SCHEDULE);
}

/** Sets it, with its audit row; it is in force within a minute. Throws `not_found` for an unknown suite. */
export async function updateSchedule(ctx: Ctx, input: BenchmarkSchedule): Promise<BenchmarkSchedule> {
  requireScope(ctx, "admin");
  for (const id of input.suites ?? []) await requireSuite(ctx, id);
  return writeSetting(ctx, SCHEDULE, input);
}

/** Starts the organization's scheduled run; one process does it for all. While a run is under way this turn is passed over. */
export const scheduledBenchmarks: RecurringWork = {
  name: "benchmarks.schedule",
  scope: "organization",
  intervalMs: async (ctx) => {
    const { everyHours } = await getSchedule(ctx);
    return everyHours === null ? null : everyHours * HOUR_MS;
  },
  run: async ({ ctx }) => {
    const { suites, models, spendLimitUsd, stopsWhenDecided } = await getSchedule(ctx);
    const input = StartRunInput.parse({
      ...(suites && { suites }),
      ...(models && { models }),
      spendLimitUsd,
      stopsWhenDecided,
    });
    try {
      await startRun(ctx, input, "schedule");
    } catch (error) {
      if (!isAppError(error)) throw error;
      ctx.runtime.log.warn(
        { organizationId: ctx.organizationId, reason: error.message },
        "the scheduled benchmark did not start",
      );
    }
  },
};
