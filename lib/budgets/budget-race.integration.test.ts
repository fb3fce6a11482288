import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sumSpend } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { createTestDatabase, isTestServerUp } from "@/lib/platform/db/test-postgres";
import type { Ctx } from "@/lib/platform/ctx";
import { raceForBudget, type Race, type RaceReport } from "./test-race";
import { addBudget, budgetsCtx, budgetsRuntime } from "./test-budgets";

const isRequired = process.env.REQUIRE_SERVICES === "1";

/** A process of its own that makes calls against the budgets of one organization. */
const RACER = `
  const { createPrismaClient } = await import("./lib/platform/db/prisma-client.ts");
  const { openPostgres } = await import("./lib/platform/db/open-postgres.ts");
  const { budgetsRuntime, ctxOf } = await import("./lib/budgets/test-budgets.ts");
  const { raceForBudget } = await import("./lib/budgets/test-race.ts");
  const { databaseUrl, organizationId, leaseMs, race } = JSON.parse(process.env.RACE);
  const pool = await openPostgres({ databaseUrl, patienceMs: 2_000 });
  const runtime = budgetsRuntime(createPrismaClient(pool), undefined, { leaseMs });
  const ctx = ctxOf(runtime, { organizationId });
  await runtime.budgets.refresh(organizationId);
  process.send("ready");
  process.once("message", async () => {
    process.send(await raceForBudget(ctx, race));
    process.disconnect();
    await pool.end();
  });
`;

async function startRacer(databaseUrl: string, { organizationId }: Ctx, race: Race, leaseMs?: number) {
  const racer = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", RACER], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, RACE: JSON.stringify({ databaseUrl, organizationId, leaseMs, race }) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void racer.kill("SIGKILL"));
  await once(racer, "message");
  return racer;
}

async function reportOf(racer: ChildProcess): Promise<RaceReport> {
  const answer = once(racer, "message");
  racer.send("go");
  const [report] = (await answer) as [RaceReport];
  return report;
}

const window = (ctx: Ctx) => {
  const from = new Date(ctx.now().toISOString().slice(0, 7));
  return { dimension: "organization" as const, ref: "", from, to: new Date(from.getTime() + 32 * 86_400_000) };
};

/** What a call costs, and what is set aside for it: US dollars. */
const COST = 0.03;
const AMOUNT = 0.1;

describe.skipIf(!isRequired && !(await isTestServerUp()))("calls of two processes under one budget", () => {
  async function open() {
    const { pool, databaseUrl, drop } = await createTestDatabase();
    onTestFinished(drop);
    const runtime = budgetsRuntime(createPrismaClient(pool));
    return { runtime, databaseUrl, ctx: await budgetsCtx(runtime) };
  }

  it.each([
    { what: "a limit that is used up on the way", limitUsd: 0.5 },
    { what: "a limit that is just enough", limitUsd: 100 * COST },
  ])("never spend more than one reservation beyond $what, and are never refused while money is left", async (race) => {
    const { ctx, databaseUrl } = await open();
    await addBudget(ctx, { enforcement: "block", limitUsd: race.limitUsd });
    const calls = { calls: 50, costUsd: COST, amountUsd: AMOUNT, callMs: 15 };
    const racers = await Promise.all([1, 2].map(() => startRacer(databaseUrl, ctx, calls)));
    const reports = await Promise.all(racers.map(reportOf));
    const served = reports.reduce((sum, report) => sum + report.served, 0);
    const refusals = reports.flatMap((report) => report.refusedAtUsd);
    expect(served + refusals.length).toBe(100);
    const [sum] = await sumSpend(ctx.db, ctx.organizationId, [window(ctx)]);
    expect(sum!.spentUsd).toBeCloseTo(served * COST, 9);
    expect(sum!.reservedUsd).toBe(0);
    expect(sum!.spentUsd).toBeLessThanOrEqual(race.limitUsd + AMOUNT);
    // Nobody was sent away while anything was left, and all of it could be used.
    for (const spentUsd of refusals) expect(spentUsd).toBeGreaterThanOrEqual(race.limitUsd - 1e-9);
    expect(served).toBe(Math.min(100, Math.ceil(race.limitUsd / COST - 1e-9)));
  });

  it("that were killed half-way leave their money to others once their holds expire", async () => {
    const { ctx, databaseUrl } = await open();
    await addBudget(ctx, { enforcement: "block", limitUsd: 0.3 });
    const endless = { calls: 3, costUsd: COST, amountUsd: AMOUNT, callMs: 3_600_000 };
    const victim = await startRacer(databaseUrl, ctx, endless, 1_500);
    victim.send("go");
    const reserved = async () => (await sumSpend(ctx.db, ctx.organizationId, [window(ctx)]))[0]!.reservedUsd;
    await expect.poll(reserved, { timeout: 20_000 }).toBeCloseTo(0.3, 9);
    victim.kill("SIGKILL");
    const { served } = await raceForBudget(ctx, { calls: 3, costUsd: COST, amountUsd: AMOUNT, callMs: 5 });
    expect(served).toBe(3);
    expect(await reserved()).toBe(0);
  });
});

describe("calls of one process on the embedded database", () => {
  let database: TestDatabase;
  let ctx: Ctx;
  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    ctx = await budgetsCtx(budgetsRuntime(database.db));
  });
  afterAll(() => database.close());

  it("keep a budget just as well", async () => {
    await addBudget(ctx, { enforcement: "block", limitUsd: 0.5 });
    const report = await raceForBudget(ctx, { calls: 50, costUsd: COST, amountUsd: AMOUNT, callMs: 15 });
    expect(report.served).toBe(Math.ceil(0.5 / COST));
    expect(Math.min(...report.refusedAtUsd)).toBeGreaterThanOrEqual(0.5);
    const [sum] = await sumSpend(ctx.db, ctx.organizationId, [window(ctx)]);
    expect(sum).toMatchObject({ count: report.served, reservedUsd: 0 });
    expect(sum!.spentUsd).toBeLessThanOrEqual(0.5 + AMOUNT);
  });
});
