import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import type { Ctx } from "../ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "../db/test-database";
import { newId } from "../ids";
import type { Runtime } from "../runtime";
import { testCtx, testRuntime } from "../test-runtime";
import {
  createJobRunner,
  createJobSignals,
  enqueueJob,
  getJob,
  type Job,
  type JobHandler,
  type JobRunner,
  type JobRunnerOptions,
} from ".";
import { claimJob, type ClaimedJob } from "./lease-store";

/** As quick as a test wants it; leases are long unless a test lets one run out. */
export const QUICK = { pollMs: 20, cancelPollMs: 20, leaseMs: 60_000 };

/** What tests of jobs work with. Every test has its own organization, and its own kind of job. */
export class JobBench {
  readonly runtime: Runtime;
  readonly ctx: Ctx;
  readonly kind = `kind-${newId()}`;
  /** Stopped after the test. */
  readonly runners: JobRunner[] = [];

  constructor(
    readonly database: TestDatabase,
    organizationId: string,
  ) {
    this.runtime = testRuntime({ db: database.db });
    this.ctx = testCtx(this.runtime, organizationId);
  }

  /** Starts a runner as another process would have it: it shares the database only. */
  startRunner(handler: JobHandler, options: Partial<JobRunnerOptions> = {}): JobRunner {
    const other = testRuntime({ db: this.database.db, jobs: createJobSignals() });
    const runner = createJobRunner(other, { ...QUICK, handlers: { [this.kind]: handler }, ...options });
    this.runners.push(runner);
    runner.start();
    return runner;
  }

  enqueue(payload: unknown = {}): Promise<Job> {
    return enqueueJob(this.ctx, { kind: this.kind, payload });
  }

  until(id: string, status: string): Promise<void> {
    const look = async () => expect(await getJob(this.ctx, id)).toMatchObject({ status });
    return vi.waitFor(look, { timeout: 20_000, interval: 20 });
  }

  async finished(id: string, status = "succeeded"): Promise<Job> {
    await this.until(id, status);
    return getJob(this.ctx, id);
  }

  /** Takes the job and shows no sign of life, as a process does that is about to die. */
  claim(): Promise<ClaimedJob | null> {
    const { db } = this.database;
    const now = new Date();
    return claimJob(db, { kinds: [this.kind], exceptIds: [], owner: "test", leaseMs: 60_000, maxAttempts: 3, now });
  }

  async expireLease(id: string): Promise<void> {
    const { db } = this.database;
    await db.$executeRaw`update jobs set lease_until = clock_timestamp() - interval '1 second' where id = ${id}::uuid`;
  }
}

/** Runs a suite about jobs on every database. `bench()` gives the current test's. */
export function describeJobs(name: string, suite: (bench: () => JobBench) => void): void {
  describeEachDatabase(name, (open) => {
    let database: TestDatabase;
    let bench: JobBench;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());
    beforeEach(async () => {
      bench = new JobBench(database, await insertTestOrganization(database.db));
    });
    afterEach(async () => {
      await Promise.all(bench.runners.map((runner) => runner.stop(1_000)));
      await database.db.job.deleteMany({});
    });
    suite(() => bench);
  });
}
