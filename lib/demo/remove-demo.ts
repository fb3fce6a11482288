import { deleteTaskExecutions } from "@/lib/executions";
import { deleteTaskFeedback } from "@/lib/feedback";
import { deleteTaskOptimizations } from "@/lib/optimization";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { cancelJob } from "@/lib/platform/jobs";
import { deleteTask, listTasks } from "@/lib/registry";
import { deleteTaskTraining } from "@/lib/training";
import { getDemo } from "./get-demo";
import { DEMO_TASKS, type DemoState } from "./schemas";

/** Removes everything of the demo and nothing else, also while it is being loaded. Removing it twice is fine. */
export async function removeDemo(ctx: Ctx): Promise<DemoState> {
  requireScope(ctx, "write");
  const { loading } = await getDemo(ctx);
  if (loading && (loading.status === "queued" || loading.status === "running")) await cancelJob(ctx, loading.jobId);
  await clearDemo(ctx);
  return getDemo(ctx);
}

/** The rows of the demo. The recorder is flushed first, so that no late execution comes after. */
export async function clearDemo(ctx: Ctx): Promise<void> {
  const { items } = await listTasks(ctx, { limit: 200 });
  for (const slug of DEMO_TASKS) {
    await deleteTaskOptimizations(ctx, slug);
    await deleteTaskTraining(ctx, slug);
    if (items.some((task) => task.slug === slug)) await deleteTask(ctx, slug);
  }
  await ctx.runtime.recorder.flush();
  for (const slug of DEMO_TASKS) {
    await deleteTaskFeedback(ctx, slug);
    await deleteTaskExecutions(ctx, slug);
  }
  await ctx.runtime.routeHistory.reload(ctx.organizationId);
}
