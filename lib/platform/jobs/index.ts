export { cancelJob } from "./cancel-job";
export { createJobRunner, type JobRunner, type JobRunnerOptions } from "./create-job-runner";
export { enqueueJob } from "./enqueue-job";
export { getJob } from "./get-job";
export { jobEvents } from "./job-events";
export type { JobContext, JobHandler } from "./job-handler";
export { listJobs } from "./list-jobs";
export type { Job } from "./schemas";
export { createJobSignals } from "./signals";
