import { deleteTaskExecutions } from "@/lib/executions";
import { deleteTaskOptimizations } from "@/lib/optimization";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { cancelJob } from "@/lib/platform/jobs";
import { deleteTask, listTasks } from "@/lib/registry";
import { deleteTaskTraining } from "@/lib/training";
import { getDemo } from "./get-demo";
import { DEMO_TASK, type DemoState } from "./schemas";

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
  await deleteTaskOptimizations(ctx, DEMO_TASK);
  await deleteTaskTraining(ctx, DEMO_TASK);
  const { items } = await listTasks(ctx, { limit: 200 });
  if (items.some((task) => task.slug === DEMO_TASK)) await deleteTask(ctx, DEMO_TASK);
  await ctx.runtime.recorder.flush();
  await deleteTaskExecutions(ctx, DEMO_TASK);
  await ctx.runtime.routeHistory.reload(ctx.organizationId);
}
