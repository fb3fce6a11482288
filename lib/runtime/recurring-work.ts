import { alertEvaluation, purgeAlertHistory, webhookDelivery } from "@/lib/alerts";
import { BENCHMARK_JOB, purgeBenchmarkRuns, scheduledBenchmarks } from "@/lib/benchmarks";
import { deploymentSteps, purgeDeletedArtefacts, purgeShadowAnswers } from "@/lib/deployments";
import { DETECTION_JOB } from "@/lib/detection";
import { experimentJudging } from "@/lib/experiments";
import { foldDeltas, purgeExecutions, purgeMinuteRollups, REPRICING_JOB } from "@/lib/executions";
import { JUDGING_JOB, liveJudging, purgeJudgements } from "@/lib/judging";
import { purgeKnowledge } from "@/lib/knowledge";
import { maintainDatabase, type DatabaseHandle } from "@/lib/platform/db";
import { purgeIdempotencyRecords } from "@/lib/platform/idempotency";
import { purgeFinishedJobs, type RecurringWork } from "@/lib/platform/jobs";
import { OPTIMIZATION_JOB, optimizationWatch, recommending } from "@/lib/optimization";
import { ROUTING_POLICY_JOB } from "@/lib/routing";
import { savingsPosting } from "@/lib/savings";
import { purgeSessions } from "@/lib/sessions";
import { exampleGathering, FEW_SHOT_JOB, FINE_TUNE_JOB, noiseLook, retrainWatch, TRAINING_JOB } from "@/lib/training";

const DAY_MS = 24 * 3_600_000;
const FOLD_MS = 10_000;
const RETENTION_MS = 3_600_000;

/** Everything that the installation does by itself, again and again. */
export function recurringWorks(database: DatabaseHandle): RecurringWork[] {
  return [
    {
      name: "upkeep",
      scope: "installation",
      intervalMs: DAY_MS,
      run: async ({ runtime }) => {
        await maintainDatabase(database, runtime.now());
        await purgeMinuteRollups(runtime.db, runtime.now());
        await purgeIdempotencyRecords(runtime.db, runtime.now());
        await purgeAlertHistory(runtime.db, runtime.now());
        await purgeBenchmarkRuns(runtime.db, runtime.now());
        await purgeShadowAnswers(runtime.db, runtime.now());
        await purgeDeletedArtefacts(runtime.db, runtime.now());
        await purgeSessions(runtime.db, runtime.now());
        await purgeJudgements(runtime.db, runtime.now());
        await purgeKnowledge(runtime);
        await purgeFinishedJobs(runtime.db, runtime.now(), [
          TRAINING_JOB,
          FEW_SHOT_JOB,
          FINE_TUNE_JOB,
          ROUTING_POLICY_JOB,
          REPRICING_JOB,
          BENCHMARK_JOB,
          DETECTION_JOB,
          OPTIMIZATION_JOB,
          JUDGING_JOB,
        ]);
      },
    },
    {
      name: "executions.retention",
      scope: "organization",
      intervalMs: RETENTION_MS,
      run: async ({ ctx, signal }) => {
        await purgeExecutions(ctx, signal);
      },
    },
    {
      name: "executions.fold",
      scope: "installation",
      intervalMs: FOLD_MS,
      run: async ({ runtime, signal }) => {
        const moved = await foldDeltas(runtime.db, signal);
        // The embedded database takes back no space by itself, and this table is written and emptied all day.
        if (moved > 0 && database.kind === "embedded") await runtime.db.$executeRawUnsafe("VACUUM execution_deltas");
      },
    },
    deploymentSteps,
    alertEvaluation,
    experimentJudging,
    scheduledBenchmarks,
    liveJudging,
    optimizationWatch,
    recommending,
    savingsPosting,
    webhookDelivery,
    exampleGathering,
    noiseLook,
    retrainWatch,
  ];
}
