import type { Ctx } from "../ctx";
import { eventStream, type ServerEvent } from "../event-stream";
import { getJob } from "./get-job";
import { isFinished, type Job } from "./schemas";
import type { JobSignals } from "./signals";

/** How often to look for what another process wrote, milliseconds. */
const LOOK_MS = 1_000;

/**
 * Server-sent events of a job: `state` (the whole job) at first and at every change of its state, `progress`, and at
 * the end one `end` (the whole job), after which the stream closes. Throws `not_found` before the stream begins.
 */
export async function jobEvents(ctx: Ctx, id: string): Promise<Response> {
  const job = await getJob(ctx, id);
  return eventStream({
    events: (signal) => followJob(ctx, job, signal),
    ...(ctx.signal && { signal: ctx.signal }),
    onError: (error) => ctx.runtime.log.warn({ err: error, jobId: id }, "The events of a job broke off"),
  });
}

async function* followJob(ctx: Ctx, first: Job, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const changes = watchChanges(ctx.runtime.jobs, first.id, signal);
  try {
    let before: Job | null = null;
    for (let job = first; ; job = await getJob(ctx, first.id)) {
      if (stateOf(job) !== (before && stateOf(before))) yield { event: "state", data: job };
      if (job.progress && !isSameProgress(job, before)) yield { event: "progress", data: job.progress };
      if (isFinished(job.status)) return yield { event: "end", data: job };
      before = job;
      await changes.next();
      if (signal.aborted) return;
    }
  } finally {
    changes.close();
  }
}

const stateOf = (job: Job): string => `${job.status} ${job.attempts} ${job.isCancelRequested}`;

const isSameProgress = (job: Job, before: Job | null): boolean =>
  JSON.stringify(job.progress) === JSON.stringify(before?.progress ?? null);

/** `next` resolves after a change of this job in this process, after a second, or when the client left. */
function watchChanges(signals: JobSignals, jobId: string, signal: AbortSignal) {
  let isChanged = false;
  let wake = () => {};
  const unsubscribe = signals.subscribe((change) => {
    if (change.type !== "changed" || change.jobId !== jobId) return;
    isChanged = true;
    wake();
  });
  const onLeave = () => wake();
  signal.addEventListener("abort", onLeave);
  return {
    next: async () => {
      if (!isChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isChanged = false;
    },
    close: () => {
      unsubscribe();
      signal.removeEventListener("abort", onLeave);
    },
  };
}
