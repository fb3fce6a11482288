import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { changeCosts } from "./change-costs";
import { deleteTaskExecutions } from "./delete-task-executions";
import { readHoldoutSums } from "./holdout-sums";
import { insertExecutions } from "./insert-executions";
import type { ExecutionRecord } from "./schemas";
import { executionRecord, pendingOf } from "./test-executions";

describeEachDatabase("sums of a hold-out", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  const holdoutId = newId();
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = await seededCtx(registryRuntime(database.db));
  });

  const record = (changes: Partial<ExecutionRecord> = {}) =>
    executionRecord(ctx.organizationId, {
      createdAt: "2026-03-05T10:00:00.000Z",
      holdoutId,
      holdoutPhase: 1,
      holdoutArm: "changed",
      holdoutBucket: 7,
      costUsd: 0.25,
      ...changes,
    });
  const read = () => readHoldoutSums(ctx, [holdoutId]);

  it("hold what was stored, once, however often it is sent", async () => {
    const records = [record(), record({ holdoutArm: "held" }), record({ createdAt: "2026-04-01T00:00:00.000Z" })];
    await insertExecutions(database.db, records.map(pendingOf));
    expect(await read()).toEqual([]);
    await insertExecutions(database.db, records);
    await insertExecutions(database.db, records);
    expect(await read()).toMatchObject([
      { month: "2026-03", arm: "changed", bucket: 7, count: 1, pricedCount: 1, costUsd: 0.25, qualitySum: 80 },
      { month: "2026-03", arm: "held", count: 1 },
      { month: "2026-04", arm: "changed", count: 1 },
    ]);
  });

  it("count failures without their speed, unknown costs as unknown, and nothing that its caller left", async () => {
    await insertExecutions(database.db, [
      record({ status: "failed", costUsd: 0, quality: null, latencyMs: 9_000 }),
      record({ costUsd: null, costSource: null }),
      record({ status: "cancelled" }),
      record({ holdoutId: null, holdoutPhase: null, holdoutArm: null, holdoutBucket: null }),
    ]);
    expect(await read()).toMatchObject([
      { count: 2, failedCount: 1, pricedCount: 1, costUsd: 0, latencyCount: 1, latencyMsSum: 250, qualityCount: 1 },
    ]);
  });

  it("follow a cost that is corrected, and executions that are removed", async () => {
    const [kept, changed] = [record(), record()];
    await insertExecutions(database.db, [kept, changed]);
    const correction = { costBefore: 0.25, costAfter: 0.5, sourceAfter: "computed" as const, refAfter: "book:2" };
    await ctx.db.$transaction((tx) =>
      changeCosts(tx, ctx.organizationId, newId(), [{ id: changed.id, createdAt: changed.createdAt, ...correction }]),
    );
    expect(await read()).toMatchObject([{ count: 2, pricedCount: 2, costUsd: 0.75 }]);
    await deleteTaskExecutions(ctx, kept.taskSlug);
    expect(await read()).toMatchObject([{ count: 0, pricedCount: 0, costUsd: 0 }]);
  });

  it("are the organization's own", async () => {
    await insertExecutions(database.db, [record()]);
    const stranger = await seededCtx(registryRuntime(database.db));
    expect(await readHoldoutSums(stranger, [holdoutId])).toEqual([]);
  });
});
