import { randomUUID } from "node:crypto";
import { every } from "../every";
import type { Runtime } from "../runtime";
import { withinMs } from "../within-ms";
import type { JobHandler } from "./job-handler";
import { jobMeters } from "./meters";
import { claimJob, endAbandoned, extendLease, inspectLeases, releaseJob, type ClaimedJob } from "./lease-store";
import { runClaimedJob, type RunningJob } from "./run-claimed-job";

export type JobRunnerOptions = {
  /** What this process can do, by kind. Jobs of other kinds are left to other processes. */
  handlers: Readonly<Record<string, JobHandler>>;
  /** Jobs at once. (Default: 2) */
  concurrency?: number;
  /** How long a job stays with a runner that shows no sign of life, milliseconds. (Default: 30,000) */
  leaseMs?: number;
  /** How often to look for work that another process enqueued, milliseconds. (Default: 1,000) */
  pollMs?: number;
  /** How often to look for cancellations from other processes, milliseconds. (Default: 400) */
  cancelPollMs?: number;
  /** How often a job is begun when its runners die. (Default: 3) */
  maxAttempts?: number;
};

export type JobRunner = {
  start: () => void;
  /**
   * Takes no more work, interrupts what runs, and gives back what does not end within `graceMs`. (Default: 5,000)
   * It also ends when the database hangs: then the leases run out by themselves.
   */
  stop: (graceMs?: number) => Promise<void>;
};

type HeldJob = RunningJob & { extendedAtMs: number };

/** Runs the jobs of every organization. Any number of runners, in any number of processes, may share a database. */
export function createJobRunner(runtime: Runtime, options: JobRunnerOptions): JobRunner {
  const { handlers, concurrency = 2, leaseMs = 30_000, pollMs = 1_000, cancelPollMs = 400, maxAttempts = 3 } = options;
  const { db, jobs, log } = runtime;
  const meters = jobMeters(runtime.metrics);
  const owner = `${process.pid}:${randomUUID()}`;
  const running = new Map<string, HeldJob>();
  let endings: (() => Promise<void>)[] = [];
  let isStopping = false;
  let filling: Promise<void> | null = null;
  let isFillWanted = false;

  /** Looks for work now; a call while one look is under way makes it look once more. */
  const wake = () => {
    if (isStopping) return;
    isFillWanted = true;
    filling ??= fillWhileWanted().finally(() => {
      filling = null;
    });
  };

  const fillWhileWanted = async () => {
    while (isFillWanted && !isStopping) {
      isFillWanted = false;
      await endDeadJobs()
        .then(fill)
        .catch((error: unknown) => log.warn({ err: error }, "Jobs could not be claimed"));
    }
  };

  const endDeadJobs = async () => {
    for (const { id, kind, status } of await endAbandoned(db, maxAttempts, runtime.now())) {
      log.warn({ jobId: id, kind, status }, "A job whose runner died was ended");
      meters.ended.at({ kind, status }).add();
      jobs.publish({ type: "changed", jobId: id });
    }
  };

  const fill = async () => {
    while (!isStopping && running.size < concurrency) {
      const job = await claimJob(db, {
        kinds: Object.keys(handlers),
        exceptIds: [...running.keys()],
        owner,
        leaseMs,
        maxAttempts,
        now: runtime.now(),
      });
      if (!job) return;
      if (isStopping) return void (await releaseJob(db, job, runtime.now()));
      begin(job);
    }
  };

  const begin = (job: ClaimedJob) => {
    const handler = handlers[job.kind];
    if (!handler) throw new Error(`A job of kind ${job.kind} was claimed without a handler`);
    const held = { ...runClaimedJob(runtime, job, handler), extendedAtMs: performance.now() };
    running.set(job.id, held);
    meters.running.set({}, running.size);
    jobs.publish({ type: "changed", jobId: job.id });
    void held.settled.finally(() => {
      running.delete(job.id);
      meters.running.set({}, running.size);
      wake();
    });
  };

  const followCancellations = async () => {
    const held = [...running.values()];
    if (held.length === 0) return;
    const rows = await inspectLeases(
      db,
      held.map((job) => job.lease),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const job of held) {
      const row = byId.get(job.lease.id);
      if (!row) job.interrupt("lost");
      else if (row.isCancelRequested) job.interrupt("cancel");
    }
  };

  const extendLeases = async () => {
    await Promise.all(
      [...running.values()].map(async (job) => {
        const askedAtMs = performance.now();
        if (await extendLease(db, job.lease, leaseMs)) job.extendedAtMs = askedAtMs;
        else job.interrupt("lost");
      }),
    );
  };

  /** Asks no database, so that it also works while one hangs: by then another process may have the job. */
  const dropSilentLeases = async () => {
    for (const job of running.values()) {
      if (performance.now() - job.extendedAtMs > leaseMs) job.interrupt("lost");
    }
  };

  const start = () => {
    const onError = (error: unknown) => log.warn({ err: error }, "Running jobs could not be looked after");
    const unsubscribe = jobs.subscribe((signal) => {
      if (signal.type === "enqueued") wake();
      if (signal.type === "cancel") running.get(signal.jobId)?.interrupt("cancel");
    });
    endings = [
      async () => unsubscribe(),
      every(pollMs, async () => wake(), onError),
      every(cancelPollMs, followCancellations, onError),
      every(leaseMs / 3, extendLeases, onError),
      every(leaseMs / 6, dropSilentLeases, onError),
    ];
    wake();
  };

  const stop = async (graceMs = 5_000) => {
    isStopping = true;
    if (filling) await withinMs(graceMs, filling);
    for (const job of running.values()) job.interrupt("shutdown");
    await withinMs(graceMs, Promise.all([...running.values()].map((job) => job.settled)));
    await withinMs(graceMs, Promise.all(endings.map((end) => end())));
    await withinMs(graceMs, Promise.all([...running.values()].map((job) => job.abandon())));
  };

  return { start, stop };
}
