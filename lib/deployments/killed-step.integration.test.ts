import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { listModelVersions, versionKey } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { advanceDeployments } from "./advance-deployments";
import { deployModelVersion, getDeployment } from "./index";
import { DeployInput, type Deployment } from "./schemas";
import { serve, twoVersions } from "./test-deployments";

const MINUTE = 60_000;
/** More statements than any step has. */
const MOST_USES = 60;

describeEachDatabase("a process that is killed within a step", (open) => {
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

  /** The database of a process whose connection is cut at its n-th use within transactions; see whether it was. */
  function dying(atUse: number): { runtime: Runtime; wasCut: () => boolean } {
    let uses = 0;
    const cut = (key: PropertyKey) => {
      if (typeof key === "string" && ++uses >= atUse) throw new Error("The connection was cut");
    };
    const db = new Proxy(database.db, {
      get(target, name) {
        if (name !== "$transaction") return Reflect.get(target, name) as unknown;
        return (work: (tx: Database) => Promise<unknown>, options?: object) =>
          target.$transaction(
            (tx) =>
              work(
                new Proxy(tx as Database, {
                  get(inner, key) {
                    cut(key);
                    return Reflect.get(inner, key) as unknown;
                  },
                }),
              ),
            options,
          );
      },
    });
    return { runtime: { ...runtime, db }, wasCut: () => uses >= atUse };
  }

  const rollout = () =>
    runtime.registry.get(ctx.organizationId).rollouts.get(versionKey(old.taskSlug, old.modelSlug)) ?? null;
  const statuses = async () =>
    new Map(
      (await listModelVersions(ctx, { task: old.taskSlug, model: old.modelSlug })).items.map((v) => [v.id, v.status]),
    );

  /** What serves, as a step leaves it: nothing between. */
  async function seen({ id }: Deployment) {
    await runtime.registry.refresh(ctx.organizationId);
    const { state, events } = await getDeployment(ctx, id);
    const all = await statuses();
    return {
      status: state.status,
      share: rollout()?.share ?? null,
      events: events.length,
      old: all.get(old.id),
      fresh: all.get(fresh.id),
    };
  }

  /** Kills the step at every second point, one after the other, until one gets through. */
  async function killEverywhere(deployment: Deployment, before: object): Promise<number> {
    for (let atUse = 1; atUse <= MOST_USES; atUse += 2) {
      const process = dying(atUse);
      await advanceDeployments(process.runtime);
      if (!process.wasCut()) return atUse;
      expect(await seen(deployment)).toEqual(before);
    }
    throw new Error("No step got through");
  }

  it("leaves share, versions, timeline and state as they were, and the next look takes the step once", async () => {
    const deployment = await deployModelVersion(
      ctx,
      fresh.id,
      DeployInput.parse({ gates: { quality: null }, minSample: 20 }),
    );
    for (const share of [0.01, 0.05, 0.25]) {
      await serve(ctx, deployment.id, { version: fresh, count: 30 });
      await serve(ctx, deployment.id, { version: old, count: 200 });
      nowMs += 11 * MINUTE;
      const before = await seen(deployment);
      expect(before).toMatchObject({ status: "running", share, old: "active" });
      expect(await killEverywhere(deployment, before)).toBeGreaterThan(3);
    }
    expect(await seen(deployment)).toEqual({
      status: "succeeded",
      share: null,
      events: 4,
      old: "deprecated",
      fresh: "active",
    });
  });
});
