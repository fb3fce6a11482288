import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "../db/test-database";
import type { Ctx } from "../ctx";
import { invalidInput } from "../errors";
import { newId } from "../ids";
import type { Runtime } from "../runtime";
import { testCtx, testRuntime } from "../test-runtime";
import {
  createJobRunner,
  createJobSignals,
  enqueueJob,
  getJob,
  listJobs,
  cancelJob,
  type JobHandler,
  type JobRunner,
} from ".";
import { claimJob, requireLease, settleJob, writeProgress } from "./lease-store";

/** As quick as a test wants it; leases are long unless a test lets one run out. */
const QUICK = { pollMs: 20, cancelPollMs: 20, leaseMs: 60_000 };

describeEachDatabase("jobs", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;
  let runners: JobRunner[];
  /** Kinds differ by test, so that runners of one test leave the jobs of others alone. */
  let kind: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    runtime = testRuntime({ db: database.db });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
    runners = [];
    kind = `kind-${newId()}`;
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop(1_000)));
    await database.db.job.deleteMany({});
  });

  /** A runner as another process would have it: it shares the database only. */
  const startRunner = (handler: JobHandler, options: Partial<Parameters<typeof createJobRunner>[1]> = {}) => {
    const other = testRuntime({ db: database.db, jobs: createJobSignals() });
    const runner = createJobRunner(other, { ...QUICK, handlers: { [kind]: handler }, ...options });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const enqueue = (payload: unknown = {}) => enqueueJob(ctx, { kind, payload });
  const until = (id: string, status: string) =>
    vi.waitFor(async () => expect(await getJob(ctx, id)).toMatchObject({ status }), { timeout: 20_000, interval: 20 });
  const finished = async (id: string, status = "succeeded") => {
    await until(id, status);
    return getJob(ctx, id);
  };
  const expireLease = (id: string) =>
    database.db
      .$executeRaw`update jobs set lease_until = clock_timestamp() - interval '1 second' where id = ${id}::uuid`;
  const claim = (leaseMs = 60_000) =>
    claimJob(database.db, { kinds: [kind], exceptIds: [], owner: "test", leaseMs, maxAttempts: 3, now: new Date() });

  describe("running", () => {
    it("hands the payload to its handler and keeps the result", async () => {
      startRunner(async (job) => ({
        doubled: (job.payload as { value: number }).value * 2,
        attempt: job.attempt,
        organizationId: job.ctx.organizationId,
      }));
      const { id } = await enqueue({ value: 21 });
      expect(await finished(id)).toMatchObject({
        result: { doubled: 42, attempt: 1, organizationId: ctx.organizationId },
        error: null,
        attempts: 1,
      });
    });

    it("keeps text that PostgreSQL would refuse, in payload, progress and result", async () => {
      startRunner(async (job) => {
        job.progress({ done: 1, total: 1, step: "half \ud800 and NUL \0" });
        return job.payload;
      });
      const { id } = await enqueue({ text: "NUL \0 and \udfff" });
      expect(await finished(id)).toMatchObject({ result: { text: "NUL  and \ufffd" } });
    });

    it("never runs one job twice at once, with four runners on a hundred jobs", async () => {
      const active = new Set<string>();
      const runs: string[] = [];
      const handler: JobHandler = async ({ id }) => {
        expect(active.has(id)).toBe(false);
        active.add(id);
        runs.push(id);
        await new Promise((resolve) => setTimeout(resolve, 1));
        active.delete(id);
      };
      const ids = [];
      for (let index = 0; index < 100; index++) ids.push((await enqueue()).id);
      for (let index = 0; index < 4; index++) startRunner(handler, { concurrency: 4 });
      await vi.waitFor(
        async () => expect(await listJobs(ctx, { limit: 1, status: "queued" })).toMatchObject({ items: [] }),
        { timeout: 30_000 },
      );
      await Promise.all(ids.map((id) => until(id, "succeeded")));
      expect(runs.toSorted()).toEqual(ids.toSorted());
    });

    it("runs no more jobs at once than allowed", async () => {
      let active = 0;
      let most = 0;
      const ids = [];
      for (let index = 0; index < 6; index++) ids.push((await enqueue()).id);
      startRunner(
        async () => {
          most = Math.max(most, ++active);
          await new Promise((resolve) => setTimeout(resolve, 5));
          active -= 1;
        },
        { concurrency: 2 },
      );
      await Promise.all(ids.map((id) => until(id, "succeeded")));
      expect(most).toBe(2);
    });

    it("leaves a job alone until its time has come", async () => {
      const { id } = await enqueueJob(ctx, { kind, payload: {}, runAfter: new Date(Date.now() + 3_600_000) });
      expect(await claim()).toBeNull();
      await database.db.$executeRaw`update jobs set run_after = now() - interval '1 second' where id = ${id}::uuid`;
      expect(await claim()).toMatchObject({ id });
    });

    it("exists exactly when the transaction that enqueued it was committed", async () => {
      const attempt = database.db.$transaction(async (tx) => {
        await enqueueJob(ctx, { kind, payload: {} }, tx);
        throw new Error("rolled back");
      });
      await expect(attempt).rejects.toThrow("rolled back");
      expect((await listJobs(ctx, { limit: 50 })).items).toEqual([]);
    });
  });

  describe("failing", () => {
    it("shows the message of an expected failure", async () => {
      startRunner(async () => {
        throw invalidInput("The file has no column `text`");
      });
      expect(await finished((await enqueue()).id, "failed")).toMatchObject({
        error: { code: "invalid_input", message: "The file has no column `text`" },
      });
    });

    it("shows nothing of the inside of an unexpected failure, and does not try again", async () => {
      let runs = 0;
      startRunner(async () => {
        runs += 1;
        throw new Error("connect postgres://gym:hunter22@db");
      });
      const job = await finished((await enqueue()).id, "failed");
      expect(JSON.stringify(job)).not.toContain("hunter22");
      expect(runs).toBe(1);
    });

    it("counts a result that is not JSON as a failure", async () => {
      startRunner(async () => ({ big: 1n }));
      expect(await finished((await enqueue()).id, "failed")).toMatchObject({ error: { code: "internal" } });
    });
  });

  describe("after a crash", () => {
    it("begins a job again whose runner was killed", async () => {
      const { id } = await enqueue();
      await claim();
      await expireLease(id);
      startRunner(async (job) => job.attempt);
      expect(await finished(id)).toMatchObject({ result: 2, attempts: 2 });
    });

    it("does not touch a job whose lease is alive", async () => {
      await enqueue();
      expect(await claim()).not.toBeNull();
      expect(await claim()).toBeNull();
    });

    it("gives up with a clear error when the runners die again and again", async () => {
      const { id } = await enqueue();
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect(await claim()).toMatchObject({ id, attempt });
        await expireLease(id);
      }
      startRunner(async () => "never");
      expect(await finished(id, "failed")).toMatchObject({
        attempts: 3,
        error: { message: expect.stringMatching(/interrupted 3 times/) },
      });
    });

    it("cancels a job whose runner died after the cancellation, and does not begin it again", async () => {
      const { id } = await enqueue();
      await claim();
      await cancelJob(ctx, id);
      await expireLease(id);
      startRunner(async () => "never");
      expect(await finished(id, "cancelled")).toMatchObject({ result: null, attempts: 1 });
    });

    it("keeps a job that works longer than its lease", async () => {
      let runs = 0;
      startRunner(
        async () => {
          runs += 1;
          await new Promise((resolve) => setTimeout(resolve, 1_500));
        },
        { leaseMs: 600 },
      );
      startRunner(async () => void (runs += 1), { leaseMs: 600 });
      await finished((await enqueue()).id);
      expect(runs).toBe(1);
    });
  });

  describe("a worker that lost its lease", () => {
    const loseLease = async () => {
      const { id } = await enqueue();
      const first = await claim();
      await expireLease(id);
      const second = await claim();
      return { id, first: first!, second: second! };
    };

    it("can write neither progress nor a result", async () => {
      const { id, first, second } = await loseLease();
      const outcome = {
        outcome: { status: "succeeded", resultText: '"stale"' } as const,
        progress: null,
        now: new Date(),
      };
      expect(await writeProgress(database.db, first, { done: 9, total: 9, step: "stale" })).toBe(false);
      expect(await settleJob(database.db, first, outcome)).toBe(false);
      expect(await getJob(ctx, id)).toMatchObject({ status: "running", progress: null, result: null });
      expect(
        await settleJob(database.db, second, { ...outcome, outcome: { status: "succeeded", resultText: '"fresh"' } }),
      ).toBe(true);
      expect(await getJob(ctx, id)).toMatchObject({ status: "succeeded", result: "fresh" });
    });

    it("cannot commit what it computed", async () => {
      const { first, second } = await loseLease();
      const write = (lease: typeof first) =>
        database.db.$transaction(async (tx) => {
          await requireLease(tx, lease);
          await tx.setting.create({
            data: { organizationId: ctx.organizationId, name: `from-${lease.fence}`, value: 1, updatedAt: new Date() },
          });
        });
      await expect(write(first)).rejects.toThrow(/taken over by another process/);
      await write(second);
      const names = (await database.db.setting.findMany({ where: { organizationId: ctx.organizationId } })).map(
        (row) => row.name,
      );
      expect(names).toEqual([`from-${second.fence}`]);
    });

    it("is told by its signal to stop", async () => {
      let told = (_reason: unknown) => {};
      const reason = new Promise((resolve) => {
        told = resolve;
      });
      startRunner(
        (job) =>
          new Promise((_resolve, reject) => {
            job.signal.addEventListener("abort", () => {
              told(job.signal.reason);
              reject(job.signal.reason as Error);
            });
          }),
      );
      const { id } = await enqueue();
      await until(id, "running");
      await database.db.$executeRaw`update jobs set fence = fence + 1 where id = ${id}::uuid`;
      expect(await reason).toMatchObject({ message: expect.stringMatching(/taken over/) });
    });
  });

  describe("cancelling", () => {
    const untilAborted: JobHandler = ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

    it("ends a waiting job at once, and it is never begun", async () => {
      const { id } = await enqueue();
      expect(await cancelJob(ctx, id)).toMatchObject({ status: "cancelled", finishedAt: expect.any(String) });
      expect(await claim()).toBeNull();
    });

    it("reaches a running job of another process with its next look at the database", async () => {
      startRunner(untilAborted, { cancelPollMs: 400 });
      const { id } = await enqueue();
      await until(id, "running");
      expect(await cancelJob(ctx, id)).toMatchObject({ isCancelRequested: true });
      expect(await finished(id, "cancelled")).toMatchObject({ error: null, result: null });
    });

    it("reaches a running job of this process without waiting for a look at the database", async () => {
      const runner = createJobRunner(runtime, {
        handlers: { [kind]: untilAborted },
        ...QUICK,
        cancelPollMs: 3_600_000,
      });
      runners.push(runner);
      runner.start();
      const { id } = await enqueue();
      await until(id, "running");
      await cancelJob(ctx, id);
      await finished(id, "cancelled");
    });

    it("is fine twice, and refused when the job has succeeded", async () => {
      const { id } = await enqueue();
      await cancelJob(ctx, id);
      expect(await cancelJob(ctx, id)).toMatchObject({ status: "cancelled" });
      startRunner(async () => 1);
      const done = await enqueue();
      await until(done.id, "succeeded");
      await expect(cancelJob(ctx, done.id)).rejects.toMatchObject({ code: "conflict" });
    });

    it("keeps the result of a job that was finished before the cancellation reached it", async () => {
      startRunner(async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return "finished anyway";
      });
      const { id } = await enqueue();
      await until(id, "running");
      await cancelJob(ctx, id);
      expect(await finished(id)).toMatchObject({ result: "finished anyway" });
    });
  });

  describe("stopping", () => {
    it("gives a running job back, as if the attempt had not been", async () => {
      const runner = startRunner(
        ({ signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
      );
      const { id } = await enqueue();
      await until(id, "running");
      await runner.stop(5_000);
      expect(await getJob(ctx, id)).toMatchObject({ status: "queued", attempts: 0, error: null });
      startRunner(async (job) => job.attempt);
      expect(await finished(id)).toMatchObject({ result: 1 });
    });

    it("gives back a job whose handler does not listen, and drops what it still computes", async () => {
      let finish = () => {};
      const runner = startRunner(() => new Promise<void>((resolve) => void (finish = resolve)));
      const { id } = await enqueue();
      await until(id, "running");
      await runner.stop(10);
      expect(await getJob(ctx, id)).toMatchObject({ status: "queued", attempts: 0 });
      finish();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await getJob(ctx, id)).toMatchObject({ status: "queued", result: null });
    });

    it("takes no job afterwards", async () => {
      const runner = startRunner(async () => 1);
      await runner.stop();
      const { id } = await enqueue();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await getJob(ctx, id)).toMatchObject({ status: "queued" });
    });
  });

  describe("progress", () => {
    it("stores the last word always, and few of a thousand words before it", async () => {
      const updates = vi.spyOn(runtime.jobs, "publish");
      const runner = createJobRunner(runtime, { handlers: { [kind]: count }, ...QUICK });
      async function count(job: Parameters<JobHandler>[0]) {
        for (let done = 1; done <= 1_000; done++) job.progress({ done, total: 1_000, step: "counting" });
      }
      runners.push(runner);
      runner.start();
      const { id } = await enqueue();
      expect(await finished(id)).toMatchObject({ progress: { done: 1_000, total: 1_000, step: "counting" } });
      expect(updates.mock.calls.filter(([signal]) => signal.type === "changed").length).toBeLessThan(10);
    });
  });

  describe("reading", () => {
    it("shows only the jobs of the own organization", async () => {
      const other = testCtx(runtime, await insertTestOrganization(database.db));
      const { id } = await enqueue();
      await expect(getJob(other, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(cancelJob(other, id)).rejects.toMatchObject({ code: "not_found" });
      expect((await listJobs(other, { limit: 50 })).items).toEqual([]);
      await expect(getJob(ctx, "no-id")).rejects.toMatchObject({ code: "not_found" });
    });

    it("pages through every job once, newest first, by kind and state", async () => {
      const ids = [];
      for (let index = 0; index < 5; index++) ids.push((await enqueue()).id);
      await enqueueJob(ctx, { kind: "another", payload: {} });
      await cancelJob(ctx, ids[0]!);
      const first = await listJobs(ctx, { kind, status: "queued", limit: 3 });
      const second = await listJobs(ctx, { kind, status: "queued", limit: 3, cursor: first.nextCursor! });
      expect([...first.items, ...second.items].map((job) => job.id)).toEqual(ids.slice(1).toSorted().toReversed());
      expect(second.nextCursor).toBeNull();
    });

    it("refuses to let a viewer cancel", async () => {
      const { id } = await enqueue();
      await expect(cancelJob(testCtx(runtime, ctx.organizationId, "viewer"), id)).rejects.toMatchObject({
        code: "forbidden",
      });
    });
  });
});
