import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { createTestDatabase, isTestServerUp } from "@/lib/platform/db/test-postgres";
import { createJobRunner } from "@/lib/platform/jobs";
import { listModelVersions, loadArtefact } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { describeVersion } from "./describe-version";
import { importDataset } from "./import-dataset";
import { StartTrainingInput } from "./schemas";
import { startTraining, TRAINING_JOB } from "./start-training";
import { csvOf, STAGES, TEST_EMBEDDER, type Stage } from "./test-training";
import { trainingJob } from "./training-job";
import { getTrainingRun } from "./training-runs";

const TASK = "ticket_classification";
const isRequired = process.env.REQUIRE_SERVICES === "1";

describe.skipIf(!isRequired && !(await isTestServerUp()))("a training whose process is killed with -9", () => {
  it("leaves no version half in service at any stage, and another process ends it with every model once", async () => {
    const { pool, databaseUrl, drop } = await createTestDatabase();
    onTestFinished(drop);
    const runtime = registryRuntime(createPrismaClient(pool));
    onTestFinished(() => runtime.registry.stop());
    const runs = new Map<Stage, { ctx: Ctx; id: string }>();
    for (const stage of STAGES) {
      const ctx = await seededCtx(runtime);
      await importDataset(ctx, { task: TASK }, csvOf());
      const input = StartTrainingInput.parse({ task: TASK, classifiers: ["nb", "encoder"] });
      runs.set(stage, { ctx, id: (await startTraining(ctx, input)).id });
    }

    const stages = Object.fromEntries([...runs].map(([stage, { ctx }]) => [ctx.organizationId, stage]));
    const script = fileURLToPath(new URL("./__fixtures__/train-until-killed.ts", import.meta.url));
    const victim = spawn(process.execPath, ["--import", "tsx", script, databaseUrl, JSON.stringify(stages)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void victim.kill("SIGKILL"));
    const reached = new Set<string>();
    for await (const stage of createInterface({ input: victim.stdout })) {
      reached.add(stage);
      if (reached.size === STAGES.length) victim.kill("SIGKILL");
    }
    expect([...reached].sort()).toEqual([...STAGES].sort());

    const inService = { training: 0, registered: 0, deploying: 0, "one in service": 1 } as const;
    for (const [stage, { ctx, id }] of runs) {
      expect(await getTrainingRun(ctx, id)).toMatchObject({ status: "running", results: null });
      expect(await soundVersionsInService(ctx), stage).toHaveLength(inService[stage]);
    }

    const runner = createJobRunner(runtime, { handlers: { [TRAINING_JOB]: trainingJob(TEST_EMBEDDER) }, pollMs: 20 });
    onTestFinished(() => runner.stop());
    runner.start();
    for (const [stage, { ctx, id }] of runs) {
      await vi.waitFor(
        async () => expect(await getTrainingRun(ctx, id), stage).toMatchObject({ status: "succeeded" }),
        { timeout: 40_000, interval: 50 },
      );
      const { results } = await getTrainingRun(ctx, id);
      expect(results?.map(({ model, outcome }) => [model, outcome?.kind])).toEqual([
        ["local/nb", "serving"],
        ["local/encoder", "serving"],
      ]);
      const versions = await soundVersionsInService(ctx);
      expect(versions, stage).toEqual((await listModelVersions(ctx, { task: TASK })).items.map(({ id: own }) => own));
      expect(versions).toHaveLength(2);
    }
  }, 90_000);
});

/** Everything that serves, after a look that it is whole: its bytes, its evaluation, its deployment. */
async function soundVersionsInService(ctx: Ctx): Promise<string[]> {
  const { db, organizationId } = ctx;
  const { items } = await listModelVersions(ctx, { task: TASK, status: "active" });
  for (const { id, artefactSha256: sha256 } of items) {
    await loadArtefact(db, { organizationId, sha256 });
    expect((await describeVersion(ctx, id)).evaluation).not.toBeNull();
    const deployments = await db.deployment.findMany({ where: { organizationId, versionId: id } });
    expect(deployments.map(({ state }) => state)).toEqual([expect.objectContaining({ status: "succeeded" })]);
    expect(await db.deploymentEvent.count({ where: { organizationId, deploymentId: deployments[0]!.id } })).toBe(2);
  }
  expect(await db.versionRollout.count({ where: { organizationId } })).toBe(0);
  const deployed = await db.deployment.count({ where: { organizationId } });
  expect(deployed).toBe(items.length);
  return items.map(({ id }) => id);
}
