import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { listAudit } from "./audit";
import { ListAuditQuery } from "./audit-schemas";
import type { Ctx } from "./ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "./db/test-database";
import type { Runtime } from "./runtime";
import { readSetting, writeSetting } from "./settings";
import { testCtx, testRuntime } from "./test-runtime";

const schedule = {
  name: "benchmark.schedule",
  schema: z.strictObject({ everyHours: z.number().int().min(1, "is at least 1") }),
  fallback: { everyHours: 24 },
};

describeEachDatabase("settings", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    runtime = testRuntime({ db: database.db });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  it("have their fallback until somebody sets them", async () => {
    expect(await readSetting(ctx, schedule)).toEqual({ everyHours: 24 });
    await writeSetting(ctx, schedule, { everyHours: 6 });
    expect(await readSetting(ctx, schedule)).toEqual({ everyHours: 6 });
  });

  it("belong to one organization", async () => {
    await writeSetting(ctx, schedule, { everyHours: 6 });
    expect(await readSetting(testCtx(runtime, await insertTestOrganization(database.db)), schedule)).toEqual({
      everyHours: 24,
    });
  });

  it("write what was before and after into the audit", async () => {
    await writeSetting(ctx, schedule, { everyHours: 6 });
    await writeSetting(ctx, schedule, { everyHours: 12 }, "cheaper");
    expect((await listAudit(ctx, ListAuditQuery.parse({}))).items).toMatchObject([
      {
        action: "setting.update",
        subjectId: schedule.name,
        before: { everyHours: 6 },
        after: { everyHours: 12 },
        reason: "cheaper",
      },
      { before: null, after: { everyHours: 6 } },
    ]);
  });

  it("refuse a wrong value by its field, and a member", async () => {
    await expect(writeSetting(ctx, schedule, { everyHours: 0 })).rejects.toMatchObject({
      code: "invalid_input",
      field: "everyHours",
    });
    await expect(
      writeSetting(testCtx(runtime, ctx.organizationId, "member"), schedule, { everyHours: 1 }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("fall back when an older version left something that is not valid any more", async () => {
    await database.db.setting.create({
      data: { organizationId: ctx.organizationId, name: schedule.name, value: { hours: 3 }, updatedAt: new Date() },
    });
    expect(await readSetting(ctx, schedule)).toEqual({ everyHours: 24 });
  });
});
