import { requireScope, type Ctx } from "../ctx";
import { conflict } from "../errors";
import { getJob } from "./get-job";
import type { Job } from "./schemas";
import { requestCancel } from "./store";

/**
 * Cancels a job: a waiting one at once, a running one within about a second. Cancelling twice is fine. Throws
 * `conflict` when the job has succeeded or failed already.
 */
export async function cancelJob(ctx: Ctx, id: string): Promise<Job> {
  requireScope(ctx, "write");
  await getJob(ctx, id);
  if (await requestCancel(ctx.db, ctx.organizationId, id, ctx.now())) {
    ctx.runtime.jobs.publish({ type: "cancel", jobId: id });
    ctx.runtime.jobs.publish({ type: "changed", jobId: id });
  }
  const job = await getJob(ctx, id);
  if (job.status === "succeeded" || job.status === "failed") {
    throw conflict(`The job has ${job.status} already, so there is nothing to cancel`);
  }
  return job;
}
