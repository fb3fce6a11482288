import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "../db/test-database";
import { newId } from "../ids";
import { createLog } from "../log";
import { testRuntime } from "../test-runtime";
import { createRecurringRunner, type JobRunner, type RecurringWork } from ".";
import type { RecurringRunnerOptions } from "./create-recurring-runner";
import { INSTALLATION_ID } from "./recurring-work";

const HOUR_MS = 3_600_000;
const QUICK = { pollMs: 10, recheckMs: 20 };

type Run = (signal: AbortSignal, organizationId: string) => Promise<void>;
type Row = { organization_id: string; fence: number; inMs: number; isHeld: boolean };

describeEachDatabase("recurring work", (open) => {
  let database: TestDatabase;
  let name: string;
  let runners: JobRunner[];

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(() => {
    name = `work-${newId()}`;
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop(1_000)));
    await database.db.organization.deleteMany({});
    await database.db.recurringWork.deleteMany({});
  });

  /** A runner as another process would have it: it shares the database only. */
  const startRunner = (works: RecurringWork[], options: Partial<RecurringRunnerOptions> = {}) => {
    const runner = createRecurringRunner(testRuntime({ db: database.db }), { ...QUICK, works, ...options });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const forInstallation = (intervalMs: number, run: Run): RecurringWork => ({
    name,
    scope: "installation",
    intervalMs,
    run: ({ signal }) => run(signal, INSTALLATION_ID),
  });
  const forOrganizations = (
    intervalMs: Extract<RecurringWork, { scope: "organization" }>["intervalMs"],
    run: Run,
  ): RecurringWork => ({
    name,
    scope: "organization",
    intervalMs,
    run: ({ ctx, signal }) => run(signal, ctx.organizationId),
  });
  const rows = () =>
    database.db.$queryRaw<Row[]>`
      select organization_id, fence, lease_until is not null as "isHeld",
        (extract(epoch from next_run_at - clock_timestamp()) * 1000)::float8 as "inMs"
      from recurring_work where name = ${name}`;
  const makeDue = () =>
    database.db.$executeRaw`
      update recurring_work set next_run_at = clock_timestamp(), last_started_at = last_started_at - interval '1 day'
      where name = ${name}`;
  const loseLease = () =>
    database.db.$executeRaw`
      update recurring_work set lease_until = clock_timestamp() - interval '1 second' where name = ${name}`;
  const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const aborted = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

  it("is done at once, and again only when its interval is over", async () => {
    let runs = 0;
    startRunner([forInstallation(HOUR_MS, async () => void (runs += 1))]);
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: false, fence: 1 }]));
    expect((await rows())[0]!.inMs).toBeGreaterThan(HOUR_MS - 60_000);
    await pause(60);
    expect(runs).toBe(1);
    await makeDue();
    await until(() => expect(runs).toBe(2));
  });

  it("is done by one of four processes at a time, and never twice for one due time", async () => {
    let active = 0;
    let runs = 0;
    const work = forInstallation(HOUR_MS, async () => {
      expect(++active).toBe(1);
      runs += 1;
      await pause(30);
      active -= 1;
    });
    for (let index = 0; index < 4; index++) startRunner([work]);
    for (let due = 1; due <= 5; due++) {
      await until(async () => expect(await rows()).toMatchObject([{ fence: due, isHeld: false }]));
      await makeDue();
    }
    await until(() => expect(runs).toBe(6));
    await pause(60);
    expect(runs).toBe(6);
  });

  it("is done for every organization, also for one that comes later", async () => {
    const first = await insertTestOrganization(database.db);
    const seen: string[] = [];
    startRunner([forOrganizations(HOUR_MS, async (_, id) => void seen.push(id))]);
    await until(() => expect(seen).toEqual([first]));
    const second = await insertTestOrganization(database.db);
    await until(() => expect(seen).toEqual([first, second]));
  });

  it("begins again in another process when the one that did it shows no sign of life", async () => {
    startRunner([forInstallation(HOUR_MS, () => new Promise(() => {}))]);
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: true }]));
    let runs = 0;
    startRunner([forInstallation(HOUR_MS, async () => void (runs += 1))]);
    await pause(50);
    expect(runs).toBe(0);
    await loseLease();
    await until(() => expect(runs).toBe(1));
  });

  it("leaves work whose run hangs in this process to the others", async () => {
    startRunner([forInstallation(HOUR_MS, () => new Promise(() => {}))]);
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: true }]));
    await loseLease();
    await pause(60);
    expect(await rows()).toMatchObject([{ fence: 1 }]);
  });

  it("tells a run that lost its lease to stop, and lets it change nothing", async () => {
    let reason: unknown = null;
    const slow = forInstallation(HOUR_MS, async (signal) => {
      await aborted(signal).catch((error: unknown) => {
        reason = error;
      });
    });
    startRunner([slow], { leaseMs: 300 });
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: true }]));
    await database.db
      .$executeRaw`update recurring_work set fence = 50, next_run_at = clock_timestamp() + interval '1 hour' where name = ${name}`;
    await until(() => expect(reason).toMatchObject({ message: expect.stringContaining("another process") }));
    await pause(30);
    expect(await rows()).toMatchObject([{ fence: 50, isHeld: true }]);
  });

  it("keeps its lease as long as it works", async () => {
    let runs = 0;
    // Long enough that a busy machine renews it in time.
    const work = forInstallation(HOUR_MS, async () => {
      runs += 1;
      await pause(5_000);
    });
    startRunner([work], { leaseMs: 1_500 });
    startRunner([work], { leaseMs: 1_500 });
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: false, fence: 1 }]));
    expect(runs).toBe(1);
  });

  it("is logged and comes again at its next time when it fails", async () => {
    const log = createLog({ level: "silent", isReadable: false });
    const errors = vi.spyOn(log, "error");
    const runner = createRecurringRunner(testRuntime({ db: database.db, log }), {
      ...QUICK,
      works: [
        forInstallation(HOUR_MS, async () => {
          throw new Error("disk full");
        }),
      ],
    });
    runners.push(runner);
    runner.start();
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: false, fence: 1 }]));
    expect((await rows())[0]!.inMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(errors).toHaveBeenCalledTimes(1);
  });

  it("is given back when the process stops, and another one does it at once", async () => {
    const stopping = startRunner([forInstallation(HOUR_MS, (signal) => aborted(signal))]);
    await until(async () => expect(await rows()).toMatchObject([{ isHeld: true }]));
    await stopping.stop(1_000);
    expect(await rows()).toMatchObject([{ isHeld: false }]);
    let runs = 0;
    startRunner([forInstallation(HOUR_MS, async () => void (runs += 1))]);
    await until(() => expect(runs).toBe(1));
  });

  describe("with an interval that the organization sets", () => {
    it("is not done while there is none, and soon after one was set", async () => {
      await insertTestOrganization(database.db);
      let intervalMs: number | null = null;
      let runs = 0;
      startRunner([
        forOrganizations(
          async () => intervalMs,
          async () => void (runs += 1),
        ),
      ]);
      await until(async () => expect((await rows())[0]?.fence).toBeGreaterThan(2));
      expect(runs).toBe(0);
      intervalMs = HOUR_MS;
      await until(() => expect(runs).toBe(1));
      await pause(60);
      expect(runs).toBe(1);
    });

    it("follows a shorter interval without waiting for the end of the longer one", async () => {
      await insertTestOrganization(database.db);
      let intervalMs = 12 * HOUR_MS;
      let runs = 0;
      startRunner([
        forOrganizations(
          async () => intervalMs,
          async () => void (runs += 1),
        ),
      ]);
      await until(() => expect(runs).toBe(1));
      await pause(60);
      expect(runs).toBe(1);
      intervalMs = 1;
      await until(() => expect(runs).toBeGreaterThan(2));
    });
  });
});
