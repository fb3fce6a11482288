import { systemCtx } from "../ctx";
import { AppError, isAppError } from "../errors";
import type { Runtime } from "../runtime";
import { jsonText } from "../stored-json";
import type { JobHandler } from "./job-handler";
import { releaseJob, requireLease, settleJob, type ClaimedJob, type Lease, type Outcome } from "./lease-store";
import { jobMeters } from "./meters";
import { createProgressWriter } from "./progress-writer";

/** Why a job is stopped from outside. */
type Interruption = "cancel" | "shutdown" | "lost";

export type RunningJob = {
  lease: Lease;
  /** Fires the handler's signal. The first reason counts. */
  interrupt: (reason: Interruption) => void;
  /** Resolves when the handler ended and its outcome is stored; never rejects. */
  settled: Promise<void>;
  /** Gives the job back although the handler has not ended; what the handler still does is not stored. */
  abandon: () => Promise<void>;
};

const REASONS: Record<Interruption, string> = {
  cancel: "The work was cancelled",
  shutdown: "The process is stopping; the work continues when it is back",
  lost: "The work was taken over by another process",
};

/** Waits between attempts to store an outcome, milliseconds: a database that restarts is back by then. */
const STORE_RETRY_MS = [250, 1_000, 3_000, 6_000];

/** Runs the handler of a claimed job and stores how it ended. */
export function runClaimedJob(runtime: Runtime, job: ClaimedJob, handler: JobHandler): RunningJob {
  const controller = new AbortController();
  let interruption: Interruption | null = null;
  const interrupt = (reason: Interruption) => {
    interruption ??= reason;
    controller.abort(new AppError("conflict", REASONS[interruption]));
  };
  const progress = createProgressWriter(runtime, job, () => interrupt("lost"));

  const work = async () => {
    const outcome = await attemptWork(runtime, job, handler, { signal: controller.signal, progress: progress.report });
    const latest = await progress.close();
    await store(runtime, job, async () => {
      const isUnfinished = outcome.status === "failed" && interruption !== null;
      if (interruption === "lost") return;
      if (isUnfinished && interruption === "shutdown") {
        await releaseJob(runtime.db, job, runtime.now());
      } else {
        const end = isUnfinished ? ({ status: "cancelled" } as const) : outcome;
        const isStored = await settleJob(runtime.db, job, { outcome: end, progress: latest, now: runtime.now() });
        if (isStored) jobMeters(runtime.metrics).ended.at({ kind: job.kind, status: end.status }).add();
      }
    });
    runtime.jobs.publish({ type: "changed", jobId: job.id });
  };
  const abandon = () => store(runtime, job, async () => void (await releaseJob(runtime.db, job, runtime.now())));
  return { lease: job, interrupt, settled: work(), abandon };
}

async function attemptWork(
  runtime: Runtime,
  job: ClaimedJob,
  handler: JobHandler,
  { signal, progress }: { signal: AbortSignal; progress: Parameters<JobHandler>[0]["progress"] },
): Promise<Outcome> {
  try {
    const result = await handler({
      id: job.id,
      payload: job.payload,
      ctx: { ...systemCtx(runtime, job.organizationId, `job:${job.kind}`), requestId: job.id, signal },
      signal,
      progress,
      attempt: job.attempt,
      requireLease: (tx) => requireLease(tx, job),
    });
    return { status: "succeeded", resultText: jsonText(result) };
  } catch (error) {
    if (!signal.aborted) runtime.log.error({ err: error, jobId: job.id, kind: job.kind }, "A job failed");
    if (isAppError(error)) return { status: "failed", error: { code: error.code, message: error.message } };
    return { status: "failed", error: { code: "internal", message: "Something went wrong on our side" } };
  }
}

/** When the outcome cannot be stored, the lease runs out and the work is begun again: it is never silently lost. */
async function store(runtime: Runtime, job: ClaimedJob, write: () => Promise<void>): Promise<void> {
  for (const waitMs of [...STORE_RETRY_MS, null]) {
    try {
      return await write();
    } catch (error) {
      const bindings = { err: error, jobId: job.id, kind: job.kind };
      if (waitMs === null) return runtime.log.error(bindings, "The outcome of a job could not be stored");
      runtime.log.warn(bindings, "The outcome of a job could not be stored yet");
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
