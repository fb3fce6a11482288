import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { enqueueJob } from "@/lib/platform/jobs";
import { DEMO_JOB, getDemo } from "./get-demo";
import type { DemoState } from "./schemas";

/** Loads the demo in the background. Throws `conflict` when it is there or on its way. */
export async function loadDemo(ctx: Ctx): Promise<DemoState> {
  requireScope(ctx, "write");
  const { isLoaded, loading } = await getDemo(ctx);
  if (loading?.status === "queued" || loading?.status === "running") throw conflict("The demo is being loaded already");
  if (isLoaded) throw conflict("The demo is loaded already: remove it first to load it anew");
  await enqueueJob(ctx, { kind: DEMO_JOB, payload: {} });
  return getDemo(ctx);
}
