import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { getJob, type Job } from "@/lib/platform/jobs";

/** null when there is none, or none any more. */
export async function jobNow(ctx: Ctx, id: string | null): Promise<Job | null> {
  if (id === null) return null;
  try {
    return await getJob(ctx, id);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
