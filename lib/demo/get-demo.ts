import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { listJobs } from "@/lib/platform/jobs";
import { listTasks } from "@/lib/registry";
import { DEMO_TASK, type DemoState } from "./schemas";

export const DEMO_JOB = "demo_load";

/** Whether the demo is loaded, and how far the loading is. */
export async function getDemo(ctx: Ctx): Promise<DemoState> {
  requireScope(ctx, "read");
  const [tasks, jobs] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listJobs(ctx, { kind: DEMO_JOB, limit: 1 }),
  ]);
  const job = jobs.items[0];
  return {
    isLoaded: tasks.items.some((task) => task.slug === DEMO_TASK),
    loading: job
      ? { jobId: job.id, status: job.status, progress: job.progress, message: job.error?.message ?? null }
      : null,
  };
}
