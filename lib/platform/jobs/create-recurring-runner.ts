import { randomUUID } from "node:crypto";
import { systemCtx, type Ctx } from "../ctx";
import { AppError } from "../errors";
import { every } from "../every";
import type { Runtime } from "../runtime";
import { withinMs } from "../within-ms";
import type { JobRunner } from "./create-job-runner";
import { jobMeters } from "./meters";
import { claimWork, endWork, extendWorkLease, insertMissingWork, type DueWork } from "./recurring-store";
import type { RecurringWork } from "./recurring-work";

export type RecurringRunnerOptions = {
  works: readonly RecurringWork[];
  /** Pieces of work at once. (Default: 2) */
  concurrency?: number;
  /** How often to look for what is due, milliseconds. (Default: 2,000) */
  pollMs?: number;
  /** How long work stays with a process that shows no sign of life, milliseconds. (Default: 60,000) */
  leaseMs?: number;
  /** How often to look for new organizations, and for intervals that people changed, milliseconds. (Default: 60,000) */
  recheckMs?: number;
};

type Running = { due: DueWork; extendedAtMs: number; abort: (reason: string) => void; ended: Promise<void> };

const STOPPING = "The process is stopping";
const TAKEN_OVER = "The work was taken over by another process";

/**
 * Does recurring work of every organization. Any number of these, in any number of processes, may share a database:
 * each piece of work is done by one of them at a time. A run that a crash cut off is begun again when its lease is
 * over; a run that throws is logged and comes again at its next time.
 */
export function createRecurringRunner(runtime: Runtime, options: RecurringRunnerOptions): JobRunner {
  const { works, concurrency = 2, pollMs = 2_000, leaseMs = 60_000, recheckMs = 60_000 } = options;
  const { db, log } = runtime;
  const meters = jobMeters(runtime.metrics);
  const owner = `${process.pid}:${randomUUID()}`;
  const byName = new Map(works.map((work) => [work.name, work]));
  const namesOf = (scope: RecurringWork["scope"]) =>
    works.filter((work) => work.scope === scope).map(({ name }) => name);
  const names = { installation: namesOf("installation"), organization: namesOf("organization") };
  const running = new Map<string, Running>();
  let endings: (() => Promise<void>)[] = [];
  let isStopping = false;

  const fill = async () => {
    while (!isStopping && running.size < concurrency) {
      const except = [...running.values()].map(({ due }) => due);
      const due = await claimWork(db, { names: [...byName.keys()], except, owner, leaseMs });
      if (!due) return;
      begin(due);
    }
  };

  const begin = (due: DueWork) => {
    const key = `${due.organizationId} ${due.name}`;
    const controller = new AbortController();
    const ended = perform(due, controller.signal)
      .catch((error: unknown) => log.warn({ err: error, name: due.name }, "Recurring work could not be given back"))
      .finally(() => running.delete(key));
    const abort = (reason: string) => controller.abort(new AppError("conflict", reason));
    running.set(key, { due, extendedAtMs: performance.now(), ended, abort });
  };

  const perform = async (due: DueWork, signal: AbortSignal) => {
    const work = byName.get(due.name);
    if (!work) throw new Error(`${due.name} was claimed without anybody who does it`);
    const startedAtMs = performance.now();
    const ctx = { ...systemCtx(runtime, due.organizationId, `recurring:${due.name}`), signal };
    const plan = await planOf(work, ctx, due).catch((error: unknown) => {
      log.error({ err: error, name: due.name }, "The interval of recurring work could not be read");
      return { isDue: false, nextInMs: recheckMs };
    });
    if (plan.isDue) {
      const isDone = await run(work, ctx, signal);
      if (!isDone && isStopping) return endWork(db, due, { ranForMs: null, nextInMs: 0 });
    }
    const ranForMs = plan.isDue ? performance.now() - startedAtMs : null;
    await endWork(db, due, { ranForMs, nextInMs: Math.max(0, plan.nextInMs - (ranForMs ?? 0)) });
  };

  /** Whether to run now, and when to look again, counted from now. */
  const planOf = async (work: RecurringWork, ctx: Ctx, { lastStartedAgoMs }: DueWork) => {
    if (typeof work.intervalMs === "number") return { isDue: true, nextInMs: work.intervalMs };
    const intervalMs = await work.intervalMs(ctx);
    if (intervalMs === null) return { isDue: false, nextInMs: recheckMs };
    const inMs = lastStartedAgoMs === null ? 0 : intervalMs - lastStartedAgoMs;
    if (inMs <= 0) return { isDue: true, nextInMs: Math.min(intervalMs, recheckMs) };
    return { isDue: false, nextInMs: Math.min(inMs, recheckMs) };
  };

  const run = async (work: RecurringWork, ctx: Ctx, signal: AbortSignal): Promise<boolean> => {
    try {
      if (work.scope === "organization") await work.run({ ctx, signal });
      else await work.run({ runtime, signal });
      meters.ended.at({ kind: work.name, status: "succeeded" }).add();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      log.error({ err: error, name: work.name, organizationId: ctx.organizationId }, "Recurring work failed");
      meters.ended.at({ kind: work.name, status: "failed" }).add();
      return false;
    }
  };

  const extendLeases = async () => {
    await Promise.all(
      [...running.values()].map(async (held) => {
        const askedAtMs = performance.now();
        if (await extendWorkLease(db, held.due, leaseMs)) held.extendedAtMs = askedAtMs;
        else held.abort(TAKEN_OVER);
      }),
    );
  };

  /** Asks no database, so that it also works while one hangs: by then another process may have the work. */
  const dropSilentLeases = async () => {
    for (const { extendedAtMs, abort } of running.values()) {
      if (performance.now() - extendedAtMs > leaseMs) abort(TAKEN_OVER);
    }
  };

  const start = () => {
    const onError = (error: unknown) => log.warn({ err: error }, "Recurring work could not be looked after");
    const add = () => insertMissingWork(db, names);
    void add().then(fill).catch(onError);
    endings = [
      every(pollMs, fill, onError),
      every(recheckMs, add, onError),
      every(leaseMs / 3, extendLeases, onError),
      every(leaseMs / 6, dropSilentLeases, onError),
    ];
  };

  const stop = async (graceMs = 5_000) => {
    isStopping = true;
    await withinMs(graceMs, Promise.all(endings.map((end) => end())));
    for (const { abort } of running.values()) abort(STOPPING);
    await withinMs(graceMs, Promise.all([...running.values()].map(({ ended }) => ended)));
  };

  return { start, stop };
}
