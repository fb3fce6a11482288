import { BENCHMARK_JOB, benchmarkJob } from "@/lib/benchmarks";
import { DETECTION_JOB, detectionJob } from "@/lib/detection";
import { DEMO_JOB, demoJob } from "@/lib/demo";
import { REBUILD_JOB, rebuildJob, REPRICING_JOB, repricingJob } from "@/lib/executions";
import { JUDGING_JOB, judgingJob } from "@/lib/judging";
import { INDEXING_JOB, indexingJob } from "@/lib/knowledge";
import type { JobHandler } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { OPTIMIZATION_JOB, optimizationJob } from "@/lib/optimization";
import { ROUTING_POLICY_JOB, routingPolicyJob } from "@/lib/routing";
import { FEW_SHOT_JOB, fewShotJob, FINE_TUNE_JOB, fineTuneJob, TRAINING_JOB, trainingJob } from "@/lib/training";
import { readRecordings } from "./read-recordings";

/** Everything that this process can do in the background, by kind of job. */
export function jobHandlers(runtime: Runtime): Record<string, JobHandler> {
  return {
    [TRAINING_JOB]: trainingJob(runtime.embedder),
    [FEW_SHOT_JOB]: fewShotJob(runtime.embedder),
    [DEMO_JOB]: demoJob,
    [DETECTION_JOB]: detectionJob(runtime.embedder),
    [ROUTING_POLICY_JOB]: routingPolicyJob({
      embed: (texts, signal) => runtime.embedder.embed(texts, signal),
      readRecordings,
    }),
    [BENCHMARK_JOB]: benchmarkJob,
    [JUDGING_JOB]: judgingJob,
    [OPTIMIZATION_JOB]: optimizationJob,
    [INDEXING_JOB]: indexingJob,
    [REPRICING_JOB]: repricingJob,
    [REBUILD_JOB]: rebuildJob,
  };
}

/** What waits for others for hours and does little: it must not take the places of work that is done here. */
export function waitingJobHandlers(runtime: Runtime): Record<string, JobHandler> {
  return { [FINE_TUNE_JOB]: fineTuneJob(runtime.embedder) };
}
