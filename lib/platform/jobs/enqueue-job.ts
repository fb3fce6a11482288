import type { Ctx } from "../ctx";
import type { DatabaseTransaction } from "../db";
import { newId } from "../ids";
import type { Job } from "./schemas";
import { insertJob } from "./store";

export type EnqueueJobInput = {
  kind: string;
  /** JSON; the handler parses it. */
  payload: unknown;
  /** (Default: now) */
  runAfter?: Date;
};

/**
 * Puts work into the queue. It has no scope of its own: the verb that offers the work checks the caller's. With `tx`
 * the job exists exactly when that transaction's other rows do, and begins within a second after the commit.
 */
export async function enqueueJob(ctx: Ctx, input: EnqueueJobInput, tx?: DatabaseTransaction): Promise<Job> {
  const now = ctx.now();
  const job = await insertJob(tx ?? ctx.db, {
    organizationId: ctx.organizationId,
    id: newId(now.getTime()),
    kind: input.kind,
    payload: input.payload,
    runAfter: input.runAfter ?? now,
    createdBy: `${ctx.actor.type}:${ctx.actor.id}`,
    createdAt: now,
  });
  ctx.runtime.jobs.publish({ type: "enqueued" });
  return job;
}
