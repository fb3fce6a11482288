import { describe, expect, it } from "vitest";
import { insertTestOrganization } from "../db/test-database";
import { testCtx } from "../test-runtime";
import { cancelJob, createJobRunner, enqueueJob, getJob, listJobs, type JobHandler } from ".";
import { describeJobs, QUICK } from "./test-job-bench";

describeJobs("cancelling, stopping and reading jobs", (bench) => {
  describe("cancelling", () => {
    const untilAborted: JobHandler = ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

    it("ends a waiting job at once, and it is never begun", async () => {
      const { id } = await bench().enqueue();
      expect(await cancelJob(bench().ctx, id)).toMatchObject({ status: "cancelled", finishedAt: expect.any(String) });
      expect(await bench().claim()).toBeNull();
    });

    it("reaches a running job of another process with its next look at the database", async () => {
      bench().startRunner(untilAborted, { cancelPollMs: 400 });
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      expect(await cancelJob(bench().ctx, id)).toMatchObject({ isCancelRequested: true });
      expect(await bench().finished(id, "cancelled")).toMatchObject({ error: null, result: null });
    });

    it("reaches a running job of this process without waiting for a look at the database", async () => {
      const runner = createJobRunner(bench().runtime, {
        handlers: { [bench().kind]: untilAborted },
        ...QUICK,
        cancelPollMs: 3_600_000,
      });
      bench().runners.push(runner);
      runner.start();
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      await cancelJob(bench().ctx, id);
      await bench().finished(id, "cancelled");
    });

    it("is fine twice, and refused when the job has succeeded", async () => {
      const { id } = await bench().enqueue();
      await cancelJob(bench().ctx, id);
      expect(await cancelJob(bench().ctx, id)).toMatchObject({ status: "cancelled" });
      bench().startRunner(async () => 1);
      const done = await bench().enqueue();
      await bench().until(done.id, "succeeded");
      await expect(cancelJob(bench().ctx, done.id)).rejects.toMatchObject({ code: "conflict" });
    });

    it("keeps the result of a job that was finished before the cancellation reached it", async () => {
      bench().startRunner(async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return "finished anyway";
      });
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      await cancelJob(bench().ctx, id);
      expect(await bench().finished(id)).toMatchObject({ result: "finished anyway" });
    });
  });

  describe("stopping", () => {
    it("gives a running job back, as if the attempt had not been", async () => {
      const runner = bench().startRunner(
        ({ signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
      );
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      await runner.stop(5_000);
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "queued", attempts: 0, error: null });
      bench().startRunner(async (job) => job.attempt);
      expect(await bench().finished(id)).toMatchObject({ result: 1 });
    });

    it("gives back a job whose handler does not listen, and drops what it still computes", async () => {
      let finish = () => {};
      const runner = bench().startRunner(() => new Promise<void>((resolve) => void (finish = resolve)));
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      await runner.stop(10);
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "queued", attempts: 0 });
      finish();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "queued", result: null });
    });

    it("takes no job afterwards", async () => {
      const runner = bench().startRunner(async () => 1);
      await runner.stop();
      const { id } = await bench().enqueue();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "queued" });
    });
  });

  describe("reading", () => {
    it("shows only the jobs of the own organization", async () => {
      const other = testCtx(bench().runtime, await insertTestOrganization(bench().database.db));
      const { id } = await bench().enqueue();
      await expect(getJob(other, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(cancelJob(other, id)).rejects.toMatchObject({ code: "not_found" });
      expect((await listJobs(other, { limit: 50 })).items).toEqual([]);
      await expect(getJob(bench().ctx, "no-id")).rejects.toMatchObject({ code: "not_found" });
    });

    it("pages through every job once, newest first, by kind and state", async () => {
      const ids = [];
      for (let index = 0; index < 5; index++) ids.push((await bench().enqueue()).id);
      await enqueueJob(bench().ctx, { kind: "another", payload: {} });
      await cancelJob(bench().ctx, ids[0]!);
      const first = await listJobs(bench().ctx, { kind: bench().kind, status: "queued", limit: 3 });
      const second = await listJobs(bench().ctx, {
        kind: bench().kind,
        status: "queued",
        limit: 3,
        cursor: first.nextCursor!,
      });
      expect([...first.items, ...second.items].map((job) => job.id)).toEqual(ids.slice(1).toSorted().toReversed());
      expect(second.nextCursor).toBeNull();
    });

    it("refuses to let a viewer cancel", async () => {
      const { id } = await bench().enqueue();
      await expect(cancelJob(testCtx(bench().runtime, bench().ctx.organizationId, "viewer"), id)).rejects.toMatchObject(
        {
          code: "forbidden",
        },
      );
    });
  });
});
