import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "../ctx";
import type { Database } from "../db";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "../db/test-database";
import { testCtx, testRuntime } from "../test-runtime";
import { createJobRunner, enqueueJob, getJob, type JobHandler, type JobRunner } from ".";

/** The database with a switch: while it is down, raw statements (all that a runner uses) are refused or never answered. */
function breakable(db: Database) {
  let state: "up" | "refusing" | "hanging" = "up";
  const failure = () =>
    state === "refusing" ? Promise.reject(new Error("connection refused")) : new Promise<never>(() => {});
  const proxy = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (state !== "up" && (name === "$queryRaw" || name === "$executeRaw")) return failure;
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  return { db: proxy, turn: (next: typeof state) => (state = next) };
}

describeEachDatabase("a job runner in an outage of the database", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let link: ReturnType<typeof breakable>;
  let runner: JobRunner | null;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = testCtx(testRuntime({ db: database.db }), await insertTestOrganization(database.db));
    link = breakable(database.db);
    runner = null;
  });
  afterEach(async () => {
    await runner?.stop(100);
    await database.db.job.deleteMany({});
  });

  const start = (handler: JobHandler, leaseMs = 60_000) => {
    runner = createJobRunner(testRuntime({ db: link.db }), {
      handlers: { work: handler },
      pollMs: 20,
      cancelPollMs: 20,
      leaseMs,
    });
    runner.start();
  };
  const until = (id: string, status: string) =>
    vi.waitFor(async () => expect(await getJob(ctx, id)).toMatchObject({ status }), { timeout: 20_000, interval: 20 });

  it("goes on by itself when the database is back", async () => {
    link.turn("refusing");
    start(async () => "done");
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    await new Promise((resolve) => setTimeout(resolve, 100));
    link.turn("up");
    await until(id, "succeeded");
  });

  it("stores a result that came during the outage, and does the work once", async () => {
    let runs = 0;
    start(async () => {
      runs += 1;
      link.turn("refusing");
      setTimeout(() => link.turn("up"), 100);
      return "kept";
    });
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    await until(id, "succeeded");
    expect(await getJob(ctx, id)).toMatchObject({ result: "kept", attempts: 1 });
    expect(runs).toBe(1);
  });

  it.each(["refusing", "hanging"] as const)("stops the work when its lease may have run out (%s)", async (state) => {
    let told = (_reason: unknown) => {};
    const reason = new Promise((resolve) => {
      told = resolve;
    });
    start(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          link.turn(state);
          signal.addEventListener("abort", () => {
            told(signal.reason);
            reject(signal.reason as Error);
          });
        }),
      300,
    );
    await enqueueJob(ctx, { kind: "work", payload: {} });
    expect(await reason).toMatchObject({ message: expect.stringMatching(/taken over/) });
    link.turn("up");
  });
});
