import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import {
  activateModelVersion,
  getModelVersion,
  listModelVersions,
  publishModelVersion,
  versionKey,
} from "@/lib/registry";
import type { ListModelVersionsQuery, ModelVersion } from "@/lib/registry/schemas";
import { auditOf, registryRuntime, seededCtx, versionInput } from "@/lib/registry/test-registry";
import { advanceDeployments } from "./advance-deployments";
import { purgeDeletedArtefacts } from "./deleted-artefacts";
import { deployModelVersion, getDeployment, listDeployments } from "./index";
import { deleteModelVersion, deprecateModelVersion, restoreModelVersion } from "./retire-model-version";
import { DeployInput, ListDeploymentsQuery, type Deployment } from "./schemas";
import {
  abortDeployment,
  pauseDeployment,
  promoteDeployment,
  resumeDeployment,
  rollBackDeployment,
  rollBackModelVersion,
} from "./steer-deployment";
import { serve, twoVersions } from "./test-deployments";

const MINUTE = 60_000;
const NO_REASON = { reason: "" };

describeEachDatabase("deployments", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;
  let old: ModelVersion;
  let fresh: ModelVersion;
  let nowMs = Date.now();

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, {}, { now: () => new Date(nowMs) });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.deployment.deleteMany({});
    ctx = await seededCtx(runtime);
    ({ old, fresh } = await twoVersions(ctx));
  });

  const deploy = (input: object, id = fresh.id) => deployModelVersion(ctx, id, DeployInput.parse(input));
  const statusOf = async ({ id }: ModelVersion) => (await getModelVersion(ctx, id)).status;
  const rolloutShare = () =>
    runtime.registry.get(ctx.organizationId).rollouts.get(versionKey(old.taskSlug, old.modelSlug))?.share ?? null;
  const served = () =>
    runtime.registry.get(ctx.organizationId).activeVersions.get(versionKey(old.taskSlug, old.modelSlug))?.id;
  const look = async (minutes: number) => {
    nowMs += minutes * MINUTE;
    await advanceDeployments(runtime);
  };
  const stateOf = async ({ id }: Deployment) => (await getDeployment(ctx, id)).state;
  const traffic = (deployment: Deployment, version: ModelVersion, count: number, changes: object = {}) =>
    serve(ctx, deployment.id, { version, count, ...changes });

  it("at once make the version serve everything and deprecate the one before, which one click undoes", async () => {
    const deployment = await deploy({ strategy: "immediate", reason: "better" });
    expect(deployment).toMatchObject({ state: { status: "succeeded" }, previous: { id: old.id }, reason: "better" });
    expect([served(), await statusOf(old)]).toEqual([fresh.id, "deprecated"]);
    const undone = await rollBackModelVersion(ctx, fresh.id, { reason: "worse after all" });
    expect(undone.state).toMatchObject({ status: "rolled_back", isAutomatic: false, reason: "worse after all" });
    expect([served(), await statusOf(old), await statusOf(fresh)]).toEqual([old.id, "active", "inactive"]);
    const { events } = await getDeployment(ctx, deployment.id);
    expect(events.map(({ kind }) => kind)).toEqual(["started", "promoted", "rolled_back"]);
    expect((await auditOf(ctx, deployment.id)).map(({ action }) => action).sort()).toEqual([
      "deployment.promote",
      "deployment.roll_back",
    ]);
  });

  it("in steps go from share to share while everything is well, and end with everything", async () => {
    const deployment = await deploy({ gates: { quality: null }, minSample: 20 });
    for (const share of [0.01, 0.05, 0.25]) {
      expect(rolloutShare()).toBe(share);
      await traffic(deployment, fresh, 30);
      await traffic(deployment, old, 200);
      await look(11);
    }
    expect(await stateOf(deployment)).toMatchObject({ status: "succeeded" });
    expect([rolloutShare(), served(), await statusOf(old)]).toEqual([null, fresh.id, "deprecated"]);
    const { events } = await getDeployment(ctx, deployment.id);
    expect(events.map(({ kind, share }) => [kind, share])).toEqual([
      ["started", 0.01],
      ["advanced", 0.05],
      ["advanced", 0.25],
      ["promoted", 1],
    ]);
    expect(events.at(-1)?.measured?.gates.map(({ verdict }) => verdict)).toEqual(new Array(4).fill("passed"));
  });

  it("wait for time and sample", async () => {
    const deployment = await deploy({ gates: { quality: null }, minSample: 20 });
    await traffic(deployment, fresh, 30);
    await look(9);
    expect(rolloutShare()).toBe(0.01);
    await look(2);
    expect(rolloutShare()).toBe(0.05);
    await look(60);
    expect(rolloutShare()).toBe(0.05);
    expect((await getDeployment(ctx, deployment.id)).measured?.gates[0]).toMatchObject({
      gate: "sample",
      verdict: "waiting",
      candidateCount: 0,
    });
  });

  it("are rolled back with the reason when the new version fails where the old one does not", async () => {
    const deployment = await deploy({});
    await traffic(deployment, old, 300);
    // Rescued by the version in service: what was called first is in the attempts.
    const failed = {
      model: fresh.modelSlug,
      modelVersionId: fresh.id,
      startedAt: "",
      latencyMs: 1,
      errorKind: "server_error",
      errorMessage: "",
      status: null,
      costUsd: 0,
    };
    await traffic(deployment, old, 60, { attempts: [failed] });
    await look(0);
    const { state, events } = await getDeployment(ctx, deployment.id);
    expect(state).toMatchObject({ status: "rolled_back", isAutomatic: true });
    expect(events.at(-1)).toMatchObject({ kind: "rolled_back", by: "deployments" });
    expect(events.at(-1)?.reason).toContain("100 % of the requests fail instead of 0 %");
    expect([rolloutShare(), served(), await statusOf(fresh)]).toEqual([null, old.id, "inactive"]);
  });

  it("are rolled back when scorers find the new version worse", async () => {
    const deployment = await deploy({ gates: { errors: null, latency: null, cost: null } });
    await traffic(deployment, old, 150, { quality: 90 });
    await traffic(deployment, old, 50, { quality: 70 });
    await traffic(deployment, fresh, 60, { quality: 40 });
    await traffic(deployment, fresh, 40, { quality: 20 });
    await look(0);
    expect(await stateOf(deployment)).toMatchObject({ status: "rolled_back", isAutomatic: true });
  });

  it("take each step once, however many processes look at the same time", async () => {
    const deployment = await deploy({ gates: { quality: null }, minSample: 1 });
    await traffic(deployment, fresh, 5);
    nowMs += 11 * MINUTE;
    await Promise.all([1, 2, 3, 4].map(() => advanceDeployments(runtime)));
    expect(rolloutShare()).toBe(0.05);
    expect((await getDeployment(ctx, deployment.id)).events).toHaveLength(2);
  });

  it("are refused while another one of the model is under way, for what serves already, and for what is deprecated", async () => {
    await expect(deploy({}, old.id)).rejects.toMatchObject({ code: "conflict" });
    await deprecateModelVersion(ctx, fresh.id, NO_REASON);
    await expect(deploy({})).rejects.toMatchObject({ code: "conflict" });
    await restoreModelVersion(ctx, fresh.id, NO_REASON);
    const answers = await Promise.allSettled([deploy({}), deploy({}), deploy({ strategy: "rollout" })]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(deprecateModelVersion(ctx, fresh.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
    await expect(deprecateModelVersion(ctx, old.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
  });

  it("can be paused, resumed, promoted and aborted, each only where it makes sense", async () => {
    const deployment = await deploy({ strategy: "rollout", stepMinutes: 0 });
    await pauseDeployment(ctx, deployment.id, { reason: "lunch" });
    await look(600);
    expect(await stateOf(deployment)).toMatchObject({ status: "paused", share: 0.1, reason: "lunch" });
    await expect(pauseDeployment(ctx, deployment.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
    await resumeDeployment(ctx, deployment.id, NO_REASON);
    await abortDeployment(ctx, deployment.id, { reason: "changed my mind" });
    expect([rolloutShare(), served()]).toEqual([null, old.id]);
    await expect(rollBackDeployment(ctx, deployment.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
    const again = await deploy({});
    await promoteDeployment(ctx, again.id, NO_REASON);
    expect(served()).toBe(fresh.id);
  });

  it("end when somebody puts another version into service meanwhile", async () => {
    const deployment = await deploy({});
    await activateModelVersion(ctx, fresh.id);
    expect(rolloutShare()).toBeNull();
    await expect(promoteDeployment(ctx, deployment.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
    await look(0);
    expect(await stateOf(deployment)).toMatchObject({ status: "superseded" });
  });

  it("pause when nothing proves the quality of the new version in time", async () => {
    const deployment = await deploy({ steps: [50, 100], maxStepMinutes: 60, minSample: 1 });
    await traffic(deployment, fresh, 5);
    await traffic(deployment, old, 5);
    await look(61);
    const state = await stateOf(deployment);
    expect(state).toMatchObject({ status: "paused" });
    expect("reason" in state && state.reason).toContain("0 of 30 judged answers");
  });

  it("are refused for a deleted version, which keeps its number and comes back within a day", async () => {
    await expect(deleteModelVersion(ctx, old.id, NO_REASON)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("serves requests") as string,
    });
    const deployment = await deploy({});
    await expect(deleteModelVersion(ctx, fresh.id, NO_REASON)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is being deployed") as string,
    });
    await abortDeployment(ctx, deployment.id, NO_REASON);

    expect(await deleteModelVersion(ctx, fresh.id, { reason: "tidying up" })).toMatchObject({ status: "deleted" });
    const listed = async (query: ListModelVersionsQuery) =>
      (await listModelVersions(ctx, { model: fresh.modelSlug, ...query })).items.map(({ id }) => id);
    expect([await listed({}), await listed({ status: "deleted" })]).toEqual([[old.id], [fresh.id]]);
    for (const change of [
      () => deploy({}),
      () => activateModelVersion(ctx, fresh.id),
      () => deprecateModelVersion(ctx, fresh.id, NO_REASON),
    ]) {
      await expect(change()).rejects.toMatchObject({ message: expect.stringContaining("is deleted") as string });
    }
    const next = await publishModelVersion(ctx, { ...versionInput(fresh.labels), activate: false });
    expect(next.version).not.toBe(fresh.version);

    nowMs += 23 * 60 * MINUTE;
    await purgeDeletedArtefacts(database.db, runtime.now());
    expect(await restoreModelVersion(ctx, fresh.id, NO_REASON)).toMatchObject({ status: "inactive", deletedAt: null });
    expect((await auditOf(ctx, fresh.id)).map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ["model_version.delete", "tidying up"],
        ["model_version.restore", null],
      ]),
    );
    await deploy({ strategy: "immediate" });
    expect(served()).toBe(fresh.id);
    await deleteModelVersion(ctx, old.id, NO_REASON);
    await expect(rollBackModelVersion(ctx, fresh.id, NO_REASON)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is deleted") as string,
    });
    expect(served()).toBe(fresh.id);
  });

  it("never lose what a kept version consists of; a deleted one loses it after a day", async () => {
    const { organizationId } = ctx;
    const artefacts = () => database.db.artefact.count({ where: { organizationId } });
    await deleteModelVersion(ctx, fresh.id, NO_REASON);
    nowMs += 25 * 60 * MINUTE;
    await purgeDeletedArtefacts(database.db, runtime.now());
    // The version in service consists of the same bytes.
    expect(await artefacts()).toBe(1);
    await database.db.modelVersion.update({
      where: { organizationId_id: { organizationId, id: old.id } },
      data: { artefactSha256: "f".repeat(64) },
    });
    await purgeDeletedArtefacts(database.db, runtime.now());
    expect(await artefacts()).toBe(0);
    await expect(restoreModelVersion(ctx, fresh.id, NO_REASON)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("more than a day ago") as string,
    });
  });

  it("are refused for a version whose artefact is damaged or gone, and nothing changes", async () => {
    const { organizationId } = ctx;
    await database.db.artefact.updateMany({ where: { organizationId }, data: { bytes: Uint8Array.of(1, 2, 3) } });
    const refused = expect(deploy({ strategy: "immediate" })).rejects;
    await refused.toMatchObject({ code: "conflict", message: expect.stringContaining("is damaged") as string });
    await database.db.artefact.deleteMany({ where: { organizationId } });
    await expect(deploy({})).rejects.toMatchObject({ message: expect.stringContaining("is missing") as string });
    expect([served(), await statusOf(fresh), rolloutShare()]).toEqual([old.id, "inactive", null]);
    expect((await listDeployments(ctx, ListDeploymentsQuery.parse({}))).items).toEqual([]);
  });

  it("as an A/B test end with the better version in service, or without a winner with the one that was there", async () => {
    const only = { gates: { errors: null, latency: null, cost: null }, stepMinutes: 0, maxStepMinutes: 100 };
    const equal = await deploy({ strategy: "ab_test", ...only });
    expect(rolloutShare()).toBe(0.5);
    for (const version of [old, fresh]) await traffic(equal, version, 60, { quality: 80 });
    await look(101);
    expect(await stateOf(equal)).toMatchObject({
      status: "rolled_back",
      reason: expect.stringContaining("No winner in time") as string,
    });
    expect([rolloutShare(), served()]).toEqual([null, old.id]);

    const better = await deploy({ strategy: "ab_test", steps: [30, 100], ...only });
    expect(rolloutShare()).toBe(0.3);
    await traffic(better, old, 200, { quality: 40 });
    await traffic(better, fresh, 200, { quality: 90 });
    await look(1);
    expect(await stateOf(better)).toMatchObject({ status: "succeeded" });
    expect([rolloutShare(), served(), await statusOf(old)]).toEqual([null, fresh.id, "deprecated"]);
  });

  it("put a model's first version into service at once", async () => {
    await database.db.modelVersion.updateMany({
      where: { organizationId: ctx.organizationId },
      data: { status: "inactive" },
    });
    await runtime.registry.refresh(ctx.organizationId);
    const deployment = await deploy({ strategy: "canary" });
    expect(deployment).toMatchObject({ state: { status: "succeeded" }, previous: null });
    await expect(rollBackDeployment(ctx, deployment.id, NO_REASON)).rejects.toMatchObject({ code: "conflict" });
  });

  it("are seen and changed by nobody of another organization, and changed by no viewer", async () => {
    const deployment = await deploy({});
    const stranger = await seededCtx(runtime);
    await expect(getDeployment(stranger, deployment.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(abortDeployment(stranger, deployment.id, NO_REASON)).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteModelVersion(stranger, fresh.id, NO_REASON)).rejects.toMatchObject({ code: "not_found" });
    await expect(deployModelVersion(stranger, fresh.id, DeployInput.parse({}))).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listDeployments(stranger, ListDeploymentsQuery.parse({}))).items).toEqual([]);
    const viewer = testCtx(runtime, ctx.organizationId, "viewer");
    expect((await listDeployments(viewer, ListDeploymentsQuery.parse({ status: "running" }))).items).toHaveLength(1);
    for (const change of [
      () => deployModelVersion(viewer, fresh.id, DeployInput.parse({})),
      () => abortDeployment(viewer, deployment.id, NO_REASON),
      () => rollBackModelVersion(viewer, fresh.id, NO_REASON),
      () => deprecateModelVersion(viewer, fresh.id, NO_REASON),
      () => deleteModelVersion(viewer, fresh.id, NO_REASON),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
