import { expect, it } from "vitest";
import { insertTestOrganization } from "../db/test-database";
import { testCtx } from "../test-runtime";
import { deleteJobs, enqueueJob, listJobs, purgeFinishedJobs } from ".";
import { describeJobs } from "./test-job-bench";

const DAY_MS = 24 * 3_600_000;

describeJobs("how long jobs are kept", (bench) => {
  const left = async () => (await listJobs(bench().ctx, { limit: 50 })).items.map(({ id }) => id);
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

  async function finishedJob(): Promise<string> {
    bench().startRunner(async () => null);
    const { id } = await bench().enqueue();
    await bench().until(id, "succeeded");
    return id;
  }

  it("forgets finished jobs after thirty days, and none that waits or runs", async () => {
    const finished = await finishedJob();
    const waiting = await enqueueJob(bench().ctx, { kind: "other", payload: {} });
    expect(await purgeFinishedJobs(bench().database.db, inDays(29), [])).toBe(0);
    expect(await left()).toContain(finished);
    expect(await purgeFinishedJobs(bench().database.db, inDays(31), [])).toBe(1);
    expect(await left()).toEqual([waiting.id]);
  });

  it("keeps the kinds that a domain still shows", async () => {
    const finished = await finishedJob();
    expect(await purgeFinishedJobs(bench().database.db, inDays(400), [bench().kind])).toBe(0);
    expect(await left()).toEqual([finished]);
  });

  it("deletes the jobs that are named, and no other organization's", async () => {
    const { ctx, database } = bench();
    const strangers = testCtx(ctx.runtime, await insertTestOrganization(database.db));
    const [own, theirs] = [await bench().enqueue(), await enqueueJob(strangers, { kind: "other", payload: {} })];
    expect(await database.db.$transaction((tx) => deleteJobs(tx, ctx, [own.id, theirs.id]))).toBe(1);
    expect(await left()).toEqual([]);
    expect((await listJobs(strangers, { limit: 5 })).items.map(({ id }) => id)).toEqual([theirs.id]);
  });
});
