import { describe, expect, it } from "vitest";
import { cancelJob, getJob } from ".";
import { requireLease, settleJob, writeProgress } from "./lease-store";
import { describeJobs } from "./test-job-bench";

describeJobs("leases of jobs", (bench) => {
  describe("after a crash", () => {
    it("begins a job again whose runner was killed", async () => {
      const { id } = await bench().enqueue();
      await bench().claim();
      await bench().expireLease(id);
      bench().startRunner(async (job) => job.attempt);
      expect(await bench().finished(id)).toMatchObject({ result: 2, attempts: 2 });
    });

    it("does not touch a job whose lease is alive", async () => {
      await bench().enqueue();
      expect(await bench().claim()).not.toBeNull();
      expect(await bench().claim()).toBeNull();
    });

    it("gives up with a clear error when the runners die again and again", async () => {
      const { id } = await bench().enqueue();
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect(await bench().claim()).toMatchObject({ id, attempt });
        await bench().expireLease(id);
      }
      bench().startRunner(async () => "never");
      expect(await bench().finished(id, "failed")).toMatchObject({
        attempts: 3,
        error: { message: expect.stringMatching(/interrupted 3 times/) },
      });
    });

    it("cancels a job whose runner died after the cancellation, and does not begin it again", async () => {
      const { id } = await bench().enqueue();
      await bench().claim();
      await cancelJob(bench().ctx, id);
      await bench().expireLease(id);
      bench().startRunner(async () => "never");
      expect(await bench().finished(id, "cancelled")).toMatchObject({ result: null, attempts: 1 });
    });

    it("keeps a job that works longer than its lease", async () => {
      let runs = 0;
      bench().startRunner(
        async () => {
          runs += 1;
          await new Promise((resolve) => setTimeout(resolve, 4_000));
        },
        { leaseMs: 3_000 },
      );
      bench().startRunner(async () => void (runs += 1), { leaseMs: 3_000 });
      await bench().finished((await bench().enqueue()).id);
      expect(runs).toBe(1);
    });
  });

  describe("a worker that lost its lease", () => {
    const loseLease = async () => {
      const { id } = await bench().enqueue();
      const first = await bench().claim();
      await bench().expireLease(id);
      const second = await bench().claim();
      return { id, first: first!, second: second! };
    };

    it("can write neither progress nor a result", async () => {
      const { id, first, second } = await loseLease();
      const outcome = {
        outcome: { status: "succeeded", resultText: '"stale"' } as const,
        progress: null,
        now: new Date(),
      };
      expect(await writeProgress(bench().database.db, first, { done: 9, total: 9, step: "stale" })).toBe(false);
      expect(await settleJob(bench().database.db, first, outcome)).toBe(false);
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "running", progress: null, result: null });
      expect(
        await settleJob(bench().database.db, second, {
          ...outcome,
          outcome: { status: "succeeded", resultText: '"fresh"' },
        }),
      ).toBe(true);
      expect(await getJob(bench().ctx, id)).toMatchObject({ status: "succeeded", result: "fresh" });
    });

    it("cannot commit what it computed", async () => {
      const { first, second } = await loseLease();
      const write = (lease: typeof first) =>
        bench().database.db.$transaction(async (tx) => {
          await requireLease(tx, lease);
          await tx.setting.create({
            data: {
              organizationId: bench().ctx.organizationId,
              name: `from-${lease.fence}`,
              value: 1,
              updatedAt: new Date(),
            },
          });
        });
      await expect(write(first)).rejects.toThrow(/taken over by another process/);
      await write(second);
      const names = (
        await bench().database.db.setting.findMany({ where: { organizationId: bench().ctx.organizationId } })
      ).map((row) => row.name);
      expect(names).toEqual([`from-${second.fence}`]);
    });

    it("is told by its signal to stop", async () => {
      let told = (_reason: unknown) => {};
      const reason = new Promise((resolve) => {
        told = resolve;
      });
      bench().startRunner(
        (job) =>
          new Promise((_resolve, reject) => {
            job.signal.addEventListener("abort", () => {
              told(job.signal.reason);
              reject(job.signal.reason as Error);
            });
          }),
      );
      const { id } = await bench().enqueue();
      await bench().until(id, "running");
      await bench().database.db.$executeRaw`update jobs set fence = fence + 1 where id = ${id}::uuid`;
      expect(await reason).toMatchObject({ message: expect.stringMatching(/taken over/) });
    });
  });
});
