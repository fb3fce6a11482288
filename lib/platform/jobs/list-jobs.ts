import { z } from "zod";
import { requireScope, type Ctx } from "../ctx";
import { decodeCursor, page, type Page } from "../pagination";
import type { Job, ListJobsQuery } from "./schemas";
import { findJobs } from "./store";

/** The organization's jobs, newest first. */
export async function listJobs(ctx: Ctx, query: ListJobsQuery): Promise<Page<Job>> {
  requireScope(ctx, "read");
  const rows = await findJobs(ctx.db, ctx.organizationId, query, decodeCursor(query.cursor, z.uuid()));
  return page({ rows, limit: query.limit, cursorOf: (job) => job.id });
}
