import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { insertTestOrganization } from "../db/test-database";
import { createPrismaClient } from "../db/prisma-client";
import { createTestDatabase, isTestServerUp } from "../db/test-postgres";
import { testCtx, testRuntime } from "../test-runtime";
import { createJobRunner, enqueueJob, getJob } from ".";

const isRequired = process.env.REQUIRE_SERVICES === "1";

/** A process of its own that takes a job and never ends it. */
const VICTIM = `
  const { createPrismaClient } = await import("./lib/platform/db/prisma-client.ts");
  const { openPostgres } = await import("./lib/platform/db/open-postgres.ts");
  const { createJobRunner } = await import("./lib/platform/jobs/index.ts");
  const { testRuntime } = await import("./lib/platform/test-runtime.ts");
  const pool = await openPostgres({ databaseUrl: process.env.VICTIM_DATABASE_URL, patienceMs: 2_000 });
  const work = ({ progress }) => {
    progress({ done: 1, total: 2, step: "half of it" });
    return new Promise(() => {});
  };
  createJobRunner(testRuntime({ db: createPrismaClient(pool) }), { handlers: { work }, pollMs: 20, leaseMs: 3_000 }).start();
`;

describe.skipIf(!isRequired && !(await isTestServerUp()))("a job of a process that is killed with -9", () => {
  it("is begun again by another process and ends there", async () => {
    const { pool, databaseUrl, drop } = await createTestDatabase();
    onTestFinished(drop);
    const runtime = testRuntime({ db: createPrismaClient(pool) });
    const ctx = testCtx(runtime, await insertTestOrganization(runtime.db));
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });

    const victim = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", VICTIM], {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, VICTIM_DATABASE_URL: databaseUrl },
      stdio: "inherit",
    });
    onTestFinished(() => void victim.kill("SIGKILL"));
    const until = (expected: object) =>
      vi.waitFor(async () => expect(await getJob(ctx, id)).toMatchObject(expected), { timeout: 40_000, interval: 50 });
    await until({ status: "running", progress: { done: 1 } });
    victim.kill("SIGKILL");
    const { attempts } = await getJob(ctx, id);

    const runner = createJobRunner(runtime, { handlers: { work: async ({ attempt }) => ({ attempt }) }, pollMs: 20 });
    onTestFinished(() => runner.stop());
    runner.start();
    await until({ status: "succeeded", attempts: attempts + 1, result: { attempt: attempts + 1 } });
  });
});
