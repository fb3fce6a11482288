import { DEMO_JOB, demoJob } from "@/lib/demo";
import type { JobHandler } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { TRAINING_JOB, trainingJob } from "@/lib/training";

/** Everything that this process can do in the background, by kind of job. */
export function jobHandlers(runtime: Runtime): Record<string, JobHandler> {
  return {
    [TRAINING_JOB]: trainingJob(runtime.embedder),
    [DEMO_JOB]: demoJob,
  };
}
