import { describe, expect, it, vi } from "vitest";
import { invalidInput } from "../errors";
import { createJobRunner, enqueueJob, listJobs, type JobHandler } from ".";
import { describeJobs, QUICK } from "./test-job-bench";

describeJobs("running jobs", (bench) => {
  describe("running", () => {
    it("hands the payload to its handler and keeps the result", async () => {
      bench().startRunner(async (job) => ({
        doubled: (job.payload as { value: number }).value * 2,
        attempt: job.attempt,
        organizationId: job.ctx.organizationId,
      }));
      const { id } = await bench().enqueue({ value: 21 });
      expect(await bench().finished(id)).toMatchObject({
        result: { doubled: 42, attempt: 1, organizationId: bench().ctx.organizationId },
        error: null,
        attempts: 1,
      });
    });

    it("keeps text that PostgreSQL would refuse, in payload, progress and result", async () => {
      bench().startRunner(async (job) => {
        job.progress({ done: 1, total: 1, step: "half \ud800 and NUL \0" });
        return job.payload;
      });
      const { id } = await bench().enqueue({ text: "NUL \0 and \udfff" });
      expect(await bench().finished(id)).toMatchObject({ result: { text: "NUL  and \ufffd" } });
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
      for (let index = 0; index < 100; index++) ids.push((await bench().enqueue()).id);
      for (let index = 0; index < 4; index++) bench().startRunner(handler, { concurrency: 4 });
      await vi.waitFor(
        async () => expect(await listJobs(bench().ctx, { limit: 1, status: "queued" })).toMatchObject({ items: [] }),
        { timeout: 30_000 },
      );
      await Promise.all(ids.map((id) => bench().until(id, "succeeded")));
      expect(runs.toSorted()).toEqual(ids.toSorted());
    });

    it("runs as many jobs at once as allowed, and no more", async () => {
      let active = 0;
      let most = 0;
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const ids: string[] = [];
      for (let index = 0; index < 6; index++) ids.push((await bench().enqueue()).id);
      const work = async () => {
        most = Math.max(most, ++active);
        await released;
        active -= 1;
      };
      bench().startRunner(work, { concurrency: 2 });
      await vi.waitFor(() => expect(active).toBe(2), { timeout: 20_000 });
      await new Promise((resolve) => setTimeout(resolve, 100));
      release();
      await Promise.all(ids.map((id) => bench().until(id, "succeeded")));
      expect(most).toBe(2);
    });

    it("leaves a job alone until its time has come", async () => {
      const { id } = await enqueueJob(bench().ctx, {
        kind: bench().kind,
        payload: {},
        runAfter: new Date(Date.now() + 3_600_000),
      });
      expect(await bench().claim()).toBeNull();
      await bench().database.db
        .$executeRaw`update jobs set run_after = now() - interval '1 second' where id = ${id}::uuid`;
      expect(await bench().claim()).toMatchObject({ id });
    });

    it("exists exactly when the transaction that enqueued it was committed", async () => {
      const attempt = bench().database.db.$transaction(async (tx) => {
        await enqueueJob(bench().ctx, { kind: bench().kind, payload: {} }, tx);
        throw new Error("rolled back");
      });
      await expect(attempt).rejects.toThrow("rolled back");
      expect((await listJobs(bench().ctx, { limit: 50 })).items).toEqual([]);
    });
  });

  describe("failing", () => {
    it("shows the message of an expected failure", async () => {
      bench().startRunner(async () => {
        throw invalidInput("The file has no column `text`");
      });
      expect(await bench().finished((await bench().enqueue()).id, "failed")).toMatchObject({
        error: { code: "invalid_input", message: "The file has no column `text`" },
      });
    });

    it("shows nothing of the inside of an unexpected failure, and does not try again", async () => {
      let runs = 0;
      bench().startRunner(async () => {
        runs += 1;
        throw new Error("connect postgres://gym:hunter22@db");
      });
      const job = await bench().finished((await bench().enqueue()).id, "failed");
      expect(JSON.stringify(job)).not.toContain("hunter22");
      expect(runs).toBe(1);
    });

    it("counts a result that is not JSON as a failure", async () => {
      bench().startRunner(async () => ({ big: 1n }));
      expect(await bench().finished((await bench().enqueue()).id, "failed")).toMatchObject({
        error: { code: "internal" },
      });
    });
  });

  describe("progress", () => {
    it("stores the last word always, and few of a thousand words before it", async () => {
      const updates = vi.spyOn(bench().runtime.jobs, "publish");
      const runner = createJobRunner(bench().runtime, { handlers: { [bench().kind]: count }, ...QUICK });
      async function count(job: Parameters<JobHandler>[0]) {
        for (let done = 1; done <= 1_000; done++) job.progress({ done, total: 1_000, step: "counting" });
      }
      bench().runners.push(runner);
      runner.start();
      const { id } = await bench().enqueue();
      expect(await bench().finished(id)).toMatchObject({ progress: { done: 1_000, total: 1_000, step: "counting" } });
      expect(updates.mock.calls.filter(([signal]) => signal.type === "changed").length).toBeLessThan(10);
    });
  });
});
