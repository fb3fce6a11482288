import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deployModelVersion, rollBackDeployment } from "@/lib/deployments";
import { DeployInput, ReasonInput } from "@/lib/deployments/schemas";
import { twoVersions } from "@/lib/deployments/test-deployments";
import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx } from "@/lib/platform/test-runtime";
import {
  getConfiguration,
  putConfiguration,
  rollbackConfiguration,
  statePrice,
  versionKey,
  withdrawPrice,
} from "@/lib/registry";
import { PriceOverride, RollbackConfigurationInput, StatePriceInput } from "@/lib/registry/schemas";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { listTimeline } from "./list-timeline";
import { TimelineQuery, type TimelineEntry } from "./schemas";

const TASK = "general_chat";
const START = Date.UTC(2026, 2, 1);
const HOUR_MS = 3_600_000;

describeEachDatabase("the timeline", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = await seededCtx(registryRuntime(database.db));
    await database.db.auditEntry.deleteMany({ where: { organizationId: ctx.organizationId } });
  });

  const at = (hour: number) => new Date(START + hour * HOUR_MS);
  const change = (hour: number, action: string, subjectId: string, after: object = {}) =>
    ctx.db.$transaction((tx) =>
      recordAudit(tx, { ...ctx, now: () => at(hour) }, { action, subjectType: "x", subjectId, before: null, after }),
    );
  const alert = (hour: number, scopeRef = "") =>
    ctx.db.alert.create({
      data: {
        organizationId: ctx.organizationId,
        id: newId(at(hour).getTime()),
        ruleId: newId(),
        ruleName: "Errors",
        metric: "error_rate",
        scopeKind: scopeRef ? "task" : "organization",
        scopeRef,
        windowMinutes: 5,
        comparison: "above",
        threshold: 0.1,
        severity: "critical",
        status: "resolved",
        value: 0.5,
        worstValue: 0.5,
        sampleCount: 10,
        breachCount: 1,
        firedAt: at(hour),
        lastBreachedAt: at(hour),
        resolvedAt: at(hour),
      },
    });
  const read = (query: object = {}, reader = ctx) =>
    listTimeline(reader, TimelineQuery.parse({ from: at(0).toISOString(), to: at(100).toISOString(), ...query }));

  it("merges what was done with what fired, newest first, and pages without gap or repetition", async () => {
    for (let hour = 1; hour <= 12; hour++) {
      await change(hour, hour % 2 ? "provider.create" : "view.create", `p${hour}`);
      await alert(hour + 0.5);
    }
    const whole = (await read({ limit: 200 })).items;
    expect(whole).toHaveLength(18);
    expect(whole.map((entry) => entry.at)).toEqual(
      whole
        .map((entry) => entry.at)
        .toSorted()
        .reverse(),
    );
    const paged: TimelineEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await read({ limit: 5, cursor });
      paged.push(...items);
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(paged).toEqual(whole);
  });

  it("keeps to its window and its filters", async () => {
    await change(-1, "provider.create", "before");
    await change(3, "provider.create", "inside");
    await change(4, "configuration.put", TASK, { version: 2 });
    await change(5, "configuration.put", "other_task", { version: 2 });
    await alert(6, TASK);
    await alert(101);
    expect((await read()).items).toHaveLength(4);
    expect((await read({ kind: "configuration" })).items.map(({ task }) => task)).toEqual(["other_task", TASK]);
    expect((await read({ kind: "alert" })).items).toHaveLength(1);
    const ofTask = (await read({ task: TASK })).items.map(({ kind }) => kind);
    expect(ofTask).toEqual(["alert", "configuration", "provider"]);
    for (const wrong of [{ kind: "nothing" }, { limit: 0 }, { limit: "many" }, { from: "yesterday" }])
      expect(TimelineQuery.safeParse(wrong).success).toBe(false);
    await expect(read({ cursor: "not-a-cursor" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("offers the way back for the configuration in force, and none once another is", async () => {
    const first = await getConfiguration(ctx, TASK);
    const put = (explorationShare: number) =>
      putConfiguration(ctx, TASK, { configuration: { ...first.configuration, explorationShare }, reason: "" });
    await put(0.01);
    await put(0.02);
    const changes = async () => (await listTimeline(ctx, TimelineQuery.parse({ task: TASK }))).items;
    const [newest, older] = await changes();
    expect(older!.undo).toBeNull();
    const body = RollbackConfigurationInput.parse(newest!.undo!.body);
    const restored = await rollbackConfiguration(ctx, TASK, body);
    expect(restored.configuration.explorationShare).toBe(0.01);
    expect((await changes()).map(({ undo }) => undo !== null)).toEqual([true, false, false]);
  });

  it("offers to withdraw a stated price, and no more once it is withdrawn", async () => {
    const price = PriceOverride.parse({ inputPerMillion: 3, outputPerMillion: 9 });
    const model = "openai/gpt-4.1-mini";
    const statement = await statePrice(ctx, model, StatePriceInput.parse({ price }));
    const newest = async () => (await listTimeline(ctx, TimelineQuery.parse({ kind: "price" }))).items[0]!;
    expect((await newest()).undo).toMatchObject({ path: `/model-prices/${statement.id}/withdraw` });
    await withdrawPrice(ctx, statement.id);
    expect((await newest()).undo).toBeNull();
  });

  it("takes a deployment back while it is under way and once its version serves everything, and no more after that", async () => {
    const { old, fresh } = await twoVersions(ctx);
    const undos = async () =>
      (await listTimeline(ctx, TimelineQuery.parse({ kind: "deployment" }))).items.flatMap(({ undo }) => undo ?? []);
    const serving = () =>
      ctx.runtime.registry.get(ctx.organizationId).activeVersions.get(versionKey(old.taskSlug, old.modelSlug))?.id;
    for (const strategy of ["canary", "immediate"] as const) {
      const { id } = await deployModelVersion(ctx, fresh.id, DeployInput.parse({ strategy }));
      expect(serving()).toBe(strategy === "immediate" ? fresh.id : old.id);
      const [undo, ...others] = await undos();
      expect([undo, others]).toEqual([
        {
          label: `Back to version ${old.version}`,
          path: `/deployments/${id}/rollback`,
          body: expect.anything() as unknown,
        },
        [],
      ]);
      await rollBackDeployment(ctx, id, ReasonInput.parse(undo!.body));
      expect(serving()).toBe(old.id);
      expect(await undos()).toEqual([]);
    }
  });

  it("offers no way back for what is gone, and stands it", async () => {
    await change(1, "optimization.apply", newId(), { version: 2, task: TASK });
    await change(2, "experiment.start", "no-such-experiment");
    await change(3, "deployment.start", newId(), { task: TASK, model: "local/nb" });
    await change(4, "model.price", "openai/nobody", { statementId: newId() });
    expect((await read()).items.map(({ undo }) => undo)).toEqual([null, null, null, null]);
  });

  it("is the organization's own, and may be read by a viewer", async () => {
    await change(1, "provider.create", "p");
    await alert(2);
    const stranger = await seededCtx(registryRuntime(database.db));
    await database.db.auditEntry.deleteMany({ where: { organizationId: stranger.organizationId } });
    expect((await read({}, stranger)).items).toEqual([]);
    expect((await read({}, testCtx(ctx.runtime, ctx.organizationId, "viewer"))).items).toHaveLength(2);
    await expect(read({}, { ...ctx, scopes: new Set() })).rejects.toMatchObject({ code: "forbidden" });
  });
});
