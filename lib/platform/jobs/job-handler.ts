import type { Ctx } from "../ctx";
import type { DatabaseTransaction } from "../db";
import type { JobProgress } from "./schemas";

/** What a handler gets. */
export type JobContext = {
  id: string;
  /** As it was enqueued, through JSON. Parse it: an older version may have written it. */
  payload: unknown;
  /** Acts as the system, for the job's organization. */
  ctx: Ctx;
  /** Fires when the job is cancelled, the lease is lost or the process stops. End the work by throwing. */
  signal: AbortSignal;
  /** Says how far the work is. Cheap: at most two writes a second reach the database, the last one always. */
  progress: (progress: JobProgress) => void;
  /** From 1; more after a crash, so begin by clearing what an earlier attempt left. */
  attempt: number;
  /** Call it first in a transaction that stores results: throws `conflict` when another process has the job by now. */
  requireLease: (tx: DatabaseTransaction) => Promise<void>;
};

/**
 * Does one kind of work and returns its result (JSON). A returned result counts as success, even when a cancellation
 * came meanwhile. Throwing an `AppError` shows its message to people; any other error is logged and shown as internal.
 */
export type JobHandler = (job: JobContext) => Promise<unknown>;
