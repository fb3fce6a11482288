import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { runTask } from "@/lib/gateway";
import { RunInput } from "@/lib/gateway/schemas";
import type { TestGateway } from "@/lib/gateway/test-gateway";
import {
  applyOptimization,
  getOptimization,
  OPTIMIZATION_JOB,
  optimizationJob,
  optimizationWatch,
  startOptimization,
  undoOptimization,
} from "@/lib/optimization";
import { StartOptimizationInput } from "@/lib/optimization/schemas";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { groupBy } from "@/lib/platform/group-by";
import { newId } from "@/lib/platform/ids";
import { createJobRunner, type RecurringWork } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { seededCtx } from "@/lib/registry/test-registry";
import { exportSavings, listSavings, savingsPosting, updateHoldoutShare } from "@/lib/savings";
import { UpdateHoldoutInput } from "@/lib/savings/schemas";
import { startTestOptimization, TASK } from "./test-optimization";

let database: TestDatabase;
let gateway: TestGateway;
let ctx: Ctx;
/** A finished search from `local/council` that found a cheaper cascade. */
let runId: string;

const DAY_MS = 86_400_000;

async function pin(model: string): Promise<void> {
  const { configuration } = await getConfiguration(ctx, TASK);
  await putConfiguration(ctx, TASK, { configuration: { ...configuration, model, cascade: null }, reason: "" });
}

async function work({ scope, run }: RecurringWork, now = ctx.now()): Promise<void> {
  if (scope !== "organization") throw new Error("not of an organization");
  const acting = systemCtx(gateway.runtime, ctx.organizationId);
  await run({ ctx: { ...acting, now: () => now }, signal: new AbortController().signal });
}

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestOptimization(database);
  ctx = gateway.ctx;
  await pin("local/council");
  const runner = createJobRunner(gateway.runtime, {
    handlers: { [OPTIMIZATION_JOB]: optimizationJob },
    pollMs: 20,
    cancelPollMs: 20,
  });
  runner.start();
  const input = { task: TASK, type: "cost_reduction", margins: { qualityPoints: 6, latencyShare: null } };
  runId = (await startOptimization(ctx, StartOptimizationInput.parse(input))).id;
  await vi.waitFor(
    async () => expect(await getOptimization(ctx, runId)).toMatchObject({ status: "succeeded", error: null }),
    { timeout: 60_000, interval: 100 },
  );
  await runner.stop(2_000);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

beforeEach(async () => {
  const run = await getOptimization(ctx, runId);
  if (run.application && !run.application.undone) await undoOptimization(ctx, runId).catch(() => pin("local/council"));
  const { configuration } = await getConfiguration(ctx, TASK);
  if (configuration.model !== "local/council") await pin("local/council");
  await gateway.runtime.recorder.flush();
  for (const table of ["executions", "holdout_sums", "holdouts", "savings_posts", "holdout_settings"])
    await database.db.$executeRawUnsafe(`DELETE FROM ${table} WHERE organization_id = $1::uuid`, ctx.organizationId);
  await database.db.optimizationRun.updateMany({ where: { id: runId }, data: { watchUntil: null } });
  await database.db.$executeRaw`UPDATE optimization_runs SET application = NULL WHERE id = ${runId}::uuid`;
  await gateway.runtime.holdouts.refresh();
});

const share = (value: number | null) => updateHoldoutShare(ctx, UpdateHoldoutInput.parse({ task: TASK, share: value }));
const entryOf = async () => (await listSavings(ctx, {})).entries[0]!;

describe("requests after a change", () => {
  /** As programs send them. */
  const ask = (index: number, sessionId?: string) =>
    runTask(
      { ...ctx, actor: { type: "key", id: newId(), name: "program" } },
      RunInput.parse({ task: TASK, input: `ticket ${index % 240}`, ...(sessionId && { sessionId }) }),
    );
  const stored = async () => {
    await gateway.runtime.recorder.flush();
    return database.db.execution.findMany({ where: { organizationId: ctx.organizationId, source: "gateway" } });
  };

  it("are served as before in part, carry their side, and add up to what the rows say", async () => {
    await share(0.05);
    const { application } = await applyOptimization(ctx, runId);
    await Promise.all(Array.from({ length: 300 }, (_, index) => ask(index)));
    const rows = await stored();
    const held = rows.filter(({ holdoutArm }) => holdoutArm === "held");
    expect(held.length).toBeGreaterThan(3);
    expect(held.length).toBeLessThan(40);
    expect(held.every(({ configurationVersion }) => configurationVersion === application!.heldVersion)).toBe(true);
    expect(held.every(({ modelSlug }) => modelSlug === "local/council")).toBe(true);
    const changed = rows.filter(({ holdoutArm }) => holdoutArm === "changed");
    expect(changed.every(({ configurationVersion }) => configurationVersion === application!.version)).toBe(true);
    const { sinceStart, heldShare, isCanary } = await entryOf();
    expect({ heldShare, isCanary }).toEqual({ heldShare: 0.05, isCanary: false });
    expect(sinceStart).toMatchObject({ calls: changed.length, heldCalls: held.length, unpricedCalls: 0 });
  });

  it("keep a conversation on one side, and leave alone whoever chooses for itself, people and tests", async () => {
    await applyOptimization(ctx, runId, { canaryShare: 0.5 });
    for (const session of ["one", "two", "three", "four"]) {
      await Promise.all(Array.from({ length: 5 }, (_, index) => ask(index, session)));
    }
    const bySession = groupBy(await stored(), ({ sessionRef }) => sessionRef);
    for (const rows of bySession.values()) expect(new Set(rows.map(({ holdoutArm }) => holdoutArm)).size).toBe(1);
    await runTask(ctx, RunInput.parse({ task: TASK, input: "ticket 1" }));
    await runTask(
      { ...ctx, actor: { type: "key", id: newId(), name: "program" } },
      RunInput.parse({ task: TASK, input: "ticket 1", model: "local/nb" }),
    );
    await gateway.runtime.callTask(ctx, { task: TASK, messages: [{ role: "user", content: "ticket 1" }] });
    await gateway.runtime.recorder.flush();
    const others = await database.db.execution.findMany({
      where: { organizationId: ctx.organizationId, sessionRef: null },
    });
    expect(others).toHaveLength(3);
    expect(others.every(({ holdoutArm }) => holdoutArm === null)).toBe(true);
  });

  it("are served alike from the moment that somebody changes the configuration, and the entry closes and says so", async () => {
    await applyOptimization(ctx, runId, { canaryShare: 0.01 });
    await pin("local/tfidf");
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index)));
    const rows = await stored();
    expect(rows.every(({ modelSlug, holdoutArm }) => modelSlug === "local/tfidf" && holdoutArm === null)).toBe(true);
    await work(savingsPosting);
    expect(await entryOf()).toMatchObject({ closedReason: "changed", closedAt: expect.any(String) as string });
    expect(gateway.runtime.holdouts.ofTask(ctx.organizationId, TASK)).toBeNull();
  });

  it("are all changed where nothing is to be held back, at once when that is switched off", async () => {
    await applyOptimization(ctx, runId);
    expect(await entryOf()).toMatchObject({ heldShare: 0.05, closedAt: null });
    await share(0.02);
    expect(await entryOf()).toMatchObject({ heldShare: 0.02, closedAt: null });
    expect(gateway.runtime.holdouts.ofTask(ctx.organizationId, TASK)).toMatchObject({ heldShare: 0.02, phase: 2 });
    await share(0);
    expect(await entryOf()).toMatchObject({ closedReason: "switched_off" });
    expect(gateway.runtime.holdouts.ofTask(ctx.organizationId, TASK)).toBeNull();
    await undoOptimization(ctx, runId);
    await applyOptimization(ctx, runId);
    expect((await listSavings(ctx, {})).entries).toHaveLength(1);
  });

  it("close the entry when the change is taken back, and when another follows", async () => {
    await applyOptimization(ctx, runId);
    await undoOptimization(ctx, runId);
    expect(await entryOf()).toMatchObject({ closedReason: "undone" });
    await applyOptimization(ctx, runId);
    expect((await listSavings(ctx, {})).entries.map(({ closedReason }) => closedReason)).toEqual([null, "undone"]);
  });
});

/** As the recorder would store them. */
async function insert(count: number, changes: (index: number) => Partial<ExecutionRecord>): Promise<void> {
  await insertExecutions(
    database.db,
    Array.from({ length: count }, (_, index) =>
      executionRecord(ctx.organizationId, { taskSlug: TASK, ...changes(index) }),
    ),
  );
}

describe("the watch", () => {
  const live = (version: number, changes: Partial<ExecutionRecord> = {}) => ({
    configurationVersion: version,
    createdAt: new Date(Date.now() + 1_000).toISOString(),
    quality: null,
    ...changes,
  });
  const later = () => new Date(Date.now() + 60_000);
  const failed = { status: "failed" as const, costUsd: 0 };

  it("takes a change back by itself when live requests fail, to the byte, and says why", async () => {
    await share(0);
    const before = await getConfiguration(ctx, TASK);
    await insert(60, () => live(before.version, { createdAt: new Date(Date.now() - DAY_MS).toISOString() }));
    const { application } = await applyOptimization(ctx, runId);
    await insert(40, (index) => live(application!.version, index % 2 === 0 ? failed : {}));
    await work(optimizationWatch, later());
    const run = await getOptimization(ctx, runId);
    expect(run.application).toMatchObject({
      watch: { verdict: "worse" },
      undone: { by: "system", reason: expect.stringContaining("Taken back by itself: 50.0 % of 40") as string },
    });
    const after = await getConfiguration(ctx, TASK);
    expect(JSON.stringify(after.configuration)).toBe(JSON.stringify(before.configuration));
  });

  it("takes a change back when the quality of live answers falls, but not for what fails as before", async () => {
    await share(0);
    const { version } = await getConfiguration(ctx, TASK);
    const yesterday = new Date(Date.now() - DAY_MS).toISOString();
    await insert(60, (index) => live(version, { createdAt: yesterday, quality: 85 + (index % 10) }));
    const { application } = await applyOptimization(ctx, runId);
    await insert(40, (index) => live(application!.version, { quality: 84 + (index % 10) }));
    await work(optimizationWatch, later());
    expect((await getOptimization(ctx, runId)).application).toMatchObject({ watch: { verdict: "well" }, undone: null });
    await insert(200, (index) => live(application!.version, { quality: 40 + (index % 10) }));
    await work(optimizationWatch, later());
    expect((await getOptimization(ctx, runId)).application?.undone?.reason).toContain("quality of live answers fell");
  });

  it("lets what is tried on a few serve the rest once enough of them fared well, and holds a little back", async () => {
    const { application } = await applyOptimization(ctx, runId, { canaryShare: 0.1 });
    expect(await entryOf()).toMatchObject({ heldShare: 0.9, isCanary: true });
    await insert(90, () => live(application!.version));
    await work(optimizationWatch, later());
    expect(await entryOf()).toMatchObject({ heldShare: 0.9 });
    await insert(20, () => live(application!.version));
    await work(optimizationWatch, later());
    expect(await entryOf()).toMatchObject({ heldShare: 0.05, isCanary: false, closedAt: null });
    expect((await getOptimization(ctx, runId)).application).toMatchObject({ canaryShare: null, undone: null });
  });

  it("judges what is tried on a few by the requests that meet the same time, and takes it back from all", async () => {
    const { application } = await applyOptimization(ctx, runId, { canaryShare: 0.1 });
    // An outage of the whole: both sides fail alike, so nothing is taken back.
    await insert(60, (index) => live(application!.version, index % 2 === 0 ? failed : {}));
    await insert(600, (index) => live(application!.heldVersion!, index % 2 === 0 ? failed : {}));
    await work(optimizationWatch, later());
    expect((await getOptimization(ctx, runId)).application).toMatchObject({ undone: null });
    await insert(300, () => live(application!.version, failed));
    await work(optimizationWatch, later());
    expect((await getOptimization(ctx, runId)).application?.undone).toMatchObject({ by: "system" });
    expect(await entryOf()).toMatchObject({ closedReason: "undone" });
  });

  it("takes back what too few requests have judged in the time given, and says so", async () => {
    const { application } = await applyOptimization(ctx, runId, { canaryShare: 0.1, canaryDays: 2 });
    const at = (days: number) => new Date(Date.parse(application!.appliedAt) + days * DAY_MS);
    expect(application!.canaryUntil).toBe(at(2).toISOString());
    await insert(30, () => live(application!.version));
    await work(optimizationWatch, at(1.9));
    expect((await getOptimization(ctx, runId)).application).toMatchObject({ undone: null, canaryShare: 0.1 });
    await work(optimizationWatch, at(2));
    expect((await getOptimization(ctx, runId)).application?.undone).toMatchObject({
      by: "system",
      reason: expect.stringContaining("30 requests in the time given, and 100 are needed") as string,
    });
    expect((await getConfiguration(ctx, TASK)).configuration.model).toBe("local/council");
    // Without a wish it is a week, and none once it serves the rest.
    const again = await applyOptimization(ctx, runId, { canaryShare: 0.1 });
    const days = (Date.parse(again.application!.canaryUntil!) - Date.parse(again.application!.appliedAt)) / DAY_MS;
    expect(days).toBe(7);
    expect((await applyOptimization(ctx, runId)).application).toMatchObject({ canaryUntil: null, canaryShare: null });
  });

  it("lets a person decide sooner, and refuses a share that is none", async () => {
    await applyOptimization(ctx, runId, { canaryShare: 0.1 });
    await applyOptimization(ctx, runId);
    expect(await entryOf()).toMatchObject({ isCanary: false });
    const viewer = testCtx(gateway.runtime, ctx.organizationId, "viewer");
    await expect(applyOptimization(viewer, runId)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the ledger", () => {
  /** A month of requests on either side. */
  async function month(at: string, costs: { held: number; changed: number }): Promise<void> {
    const { id, beforeVersion, afterVersion } = await entryOf();
    const side = (arm: "held" | "changed") => (index: number) => ({
      createdAt: at,
      holdoutId: id,
      holdoutPhase: 1,
      holdoutArm: arm,
      holdoutBucket: index % 64,
      configurationVersion: arm === "held" ? beforeVersion : afterVersion,
      costUsd: costs[arm] * (0.8 + (index % 5) / 10),
    });
    await insert(64, side("held"));
    await insert(640, side("changed"));
  }

  it("posts months that are over, negative ones too, once and for good", async () => {
    await applyOptimization(ctx, runId);
    await month("2026-02-10T00:00:00.000Z", { held: 0.01, changed: 0.004 });
    await month("2026-03-10T00:00:00.000Z", { held: 0.001, changed: 0.004 });
    await work(savingsPosting, new Date("2026-04-01T12:00:00Z"));
    expect((await entryOf()).months.map(({ month: name, postedAt }) => [name, postedAt !== null])).toEqual([
      ["2026-03", false],
      ["2026-02", true],
    ]);
    await work(savingsPosting, new Date("2026-04-02T12:00:00Z"));
    const { months, total } = await listSavings(ctx, {});
    const [march, february] = months;
    expect(february!.savedUsd!.mean).toBeCloseTo(640 * 0.006, 1);
    expect(february!.savedUsd!.low).toBeGreaterThan(0);
    expect(march!.savedUsd!.high).toBeLessThan(0);
    expect(total.savedUsd!.mean).toBeCloseTo(february!.savedUsd!.mean + march!.savedUsd!.mean, 10);
    // What arrives later changes no posted month.
    await month("2026-02-11T00:00:00.000Z", { held: 9, changed: 9 });
    await work(savingsPosting, new Date("2026-04-03T12:00:00Z"));
    expect((await listSavings(ctx, {})).months[1]).toEqual(february);
    expect(await database.db.savingsPost.count({ where: { organizationId: ctx.organizationId } })).toBe(2);
  });

  it("is exported as a file, with what is not known left empty", async () => {
    await applyOptimization(ctx, runId);
    await month("2026-02-10T00:00:00.000Z", { held: 0.01, changed: 0.004 });
    const csv = await (await exportSavings(ctx, { format: "csv" })).text();
    const [head, line] = csv.split(/\r?\n/);
    expect(head).toContain("month,task,change");
    expect(line).toContain(`2026-02,${TASK},`);
    const json = (await (await exportSavings(ctx, { format: "json" })).json()) as {
      postedAt: unknown;
      calls: number;
    }[];
    expect(json).toMatchObject([{ calls: 640, postedAt: null }]);
  });

  it("chooses a share by itself, and keeps to what a person chose", async () => {
    const shareOf = async () => (await listSavings(ctx, { task: TASK })).shares[0];
    expect(await shareOf()).toMatchObject({ task: TASK, share: 0.05, isChosen: false });
    await share(0.03);
    expect(await shareOf()).toMatchObject({ share: 0.03, isChosen: true });
    await share(null);
    expect(await shareOf()).toMatchObject({ isChosen: false });
    for (const wrong of [0.5, 0.001, -1, Number.NaN, "0.02"])
      expect(UpdateHoldoutInput.safeParse({ task: TASK, share: wrong }).success).toBe(false);
    const unknown = UpdateHoldoutInput.parse({ task: "no_such_task", share: 0.02 });
    await expect(updateHoldoutShare(ctx, unknown)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is the organization's own, and a viewer changes nothing of it", async () => {
    await applyOptimization(ctx, runId);
    await month("2026-02-10T00:00:00.000Z", { held: 0.01, changed: 0.004 });
    const stranger = await seededCtx(gateway.runtime);
    expect(await listSavings(stranger, {})).toMatchObject({ entries: [], total: { savedUsd: null } });
    const viewer = testCtx(gateway.runtime, ctx.organizationId, "viewer");
    expect((await listSavings(viewer, {})).entries).toHaveLength(1);
    await expect(updateHoldoutShare(viewer, { task: TASK, share: 0 })).rejects.toMatchObject({ code: "forbidden" });
  });
});
