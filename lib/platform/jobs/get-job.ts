import { requireScope, type Ctx } from "../ctx";
import { notFound } from "../errors";
import { isId } from "../ids";
import type { Job } from "./schemas";
import { findJob } from "./store";

/** Throws `not_found` when this organization has no such job. */
export async function getJob(ctx: Ctx, id: string): Promise<Job> {
  requireScope(ctx, "read");
  const job = isId(id) ? await findJob(ctx.db, ctx.organizationId, id) : null;
  if (!job) throw notFound("There is no job with this id");
  return job;
}
