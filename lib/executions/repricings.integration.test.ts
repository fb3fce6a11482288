import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { createJobRunner, type JobContext } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { statePrice, withdrawPrice } from "@/lib/registry";
import { StatePriceInput } from "@/lib/registry/schemas";
import { seededCtx } from "@/lib/registry/test-registry";
import { getExecution } from "./get-execution";
import { insertExecutions } from "./insert-executions";
import { reportMetrics } from "./report-metrics";
import { repricingJob } from "./repricing-job";
import {
  applyRepricing,
  cancelRepricing,
  getRepricing,
  listRepricings,
  REPRICING_JOB,
  startRepricing,
  undoRepricing,
} from "./repricings";
import { MetricsQuery, StartRepricingInput, type Attempt, type ExecutionRecord, type Repricing } from "./schemas";
import { sumSpend } from "./spend-store";
import { executionRecord } from "./test-executions";
import { recordingProcess, spoolFolder, type RecordingProcess } from "./test-recording";

const NOW = new Date("2026-03-10T12:30:00.000Z");
const MODEL = "openai/gpt-5-mini";
/** Two dollars a million tokens in and out, since the eighth of March: a correction. */
const CORRECTION = { price: { inputPerMillion: 2, outputPerMillion: 2 }, validFrom: "2026-03-08T00:00:00Z" };

describeEachDatabase("re-pricing", (open) => {
  let database: TestDatabase;
  let running: RecordingProcess;
  let ctx: Ctx;
  const spool = spoolFolder();

  beforeAll(async () => {
    database = await open();
    running = recordingProcess(database.db, spool.folder, { now: () => NOW, flushIntervalMs: 3_600_000 });
    const runner = createJobRunner(running.runtime, { handlers: { [REPRICING_JOB]: repricingJob }, pollMs: 20 });
    runner.start();
    return () => runner.stop();
  });
  afterAll(async () => {
    await running.stop();
    await database.close();
    spool.remove();
  });
  beforeEach(async () => {
    ctx = await seededCtx(running.runtime);
  });

  /** A million tokens in, which the book charges 0.25, with or without facts. */
  const execution = (day: number, changes: Partial<ExecutionRecord> = {}) =>
    executionRecord(ctx.organizationId, {
      createdAt: new Date(Date.UTC(2026, 2, day, 10)).toISOString(),
      inputTokens: 1_000_000,
      outputTokens: 0,
      costUsd: 0.25,
      costSource: "computed",
      priceRef: "book:1",
      userRef: "ada",
      ...changes,
    });
  const insert = (...records: ExecutionRecord[]) => insertExecutions(database.db, records);
  const correct = () => statePrice(ctx, MODEL, StatePriceInput.parse(CORRECTION));
  const input = (changes: object = {}) =>
    StartRepricingInput.parse({ model: MODEL, from: "2026-03-01T00:00:00Z", ...changes });

  const finished = async ({ id }: Repricing, status = "succeeded"): Promise<Repricing> => {
    await vi.waitFor(async () => expect((await getRepricing(ctx, id)).status).toBe(status), {
      timeout: 30_000,
      interval: 30,
    });
    return getRepricing(ctx, id);
  };
  const run = async (changes: object = {}) => finished(await startRepricing(ctx, input(changes)));

  const WINDOW = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-11T00:00:00Z") };

  /** Rows, reports and money spent per day say the same; what they say. */
  async function agreedTotals(): Promise<{ costUsd: number; unpricedCount: number; count: number }> {
    const rows = await database.db.execution.findMany({ where: { organizationId: ctx.organizationId } });
    const costUsd = rows.reduce((sum, row) => sum + (row.costUsd ?? 0), 0);
    const unpricedCount = rows.filter((row) => row.costUsd === null).length;
    const query = { from: WINDOW.from.toISOString(), to: WINDOW.to.toISOString() };
    const { current } = await reportMetrics(ctx, MetricsQuery.parse(query));
    const close = expect.closeTo(costUsd, 8) as number;
    expect(current).toMatchObject({ costUsd: close, unpricedCount, count: rows.length });
    const scopes = [
      { dimension: "organization" as const, ref: "", ...WINDOW },
      { dimension: "task" as const, ref: "ticket_classification", ...WINDOW },
      { dimension: "user" as const, ref: "ada", ...WINDOW },
    ];
    for (const spent of await sumSpend(database.db, ctx.organizationId, scopes)) {
      expect(spent).toMatchObject({ spentUsd: close, unpricedCount, count: rows.length });
    }
    return { costUsd, unpricedCount, count: rows.length };
  }

  it("shows the difference first and changes nothing", async () => {
    await insert(execution(5), execution(8), execution(9));
    await correct();
    const preview = await run();
    expect(preview).toMatchObject({
      kind: "preview",
      model: MODEL,
      report: { seen: 3, total: 3, changed: 2, beforeUsd: 0.5, afterUsd: 4, models: [{ model: MODEL, changed: 2 }] },
    });
    expect(await agreedTotals()).toMatchObject({ costUsd: 0.75 });
  });

  it("changes what the preview showed, together with every sum, and names the price", async () => {
    const [before, since] = [execution(5), execution(9)];
    await insert(before, since, execution(8, { modelSlug: "openai/gpt-4.1-mini" }));
    const { id: statement } = await correct();
    const preview = await run();
    const applied = await finished(await applyRepricing(ctx, preview.id));
    expect(applied).toMatchObject({
      kind: "apply",
      sourceId: preview.id,
      report: { changed: 1, beforeUsd: 0.25, afterUsd: 2 },
    });
    expect(await getExecution(ctx, since.id)).toMatchObject({ costUsd: 2, priceRef: `override:${statement}` });
    expect(await getExecution(ctx, before.id)).toMatchObject({ costUsd: 0.25, priceRef: "book:1" });
    expect(await agreedTotals()).toEqual({ costUsd: 2.5, unpricedCount: 0, count: 3 });
    expect((await run({ kind: "apply" })).report).toMatchObject({ changed: 0 });
  });

  it("leaves what a caller reported, what its cache answered, and what has no tokens", async () => {
    await insert(
      execution(9, { costSource: "reported", costUsd: 9 }),
      execution(9, { costSource: "cached", costUsd: 0 }),
      execution(9, { inputTokens: null, outputTokens: null, costUsd: null, costSource: null, priceRef: null }),
      execution(9, { modelSlug: "gone/model" }),
    );
    await correct();
    const { report } = await run({ model: null, kind: "apply" });
    expect(report).toMatchObject({ seen: 4, changed: 0, keptReported: 2, keptUnmeasured: 1, keptUnknownModel: 1 });
    expect(await agreedTotals()).toMatchObject({ costUsd: 9.25, unpricedCount: 1 });
  });

  it("leaves the cost of an answer that several models were asked for, and re-prices one that was only tried again", async () => {
    const attempt = (model: string, errorKind: string | null, costUsd: number): Attempt => ({
      model,
      startedAt: NOW.toISOString(),
      latencyMs: 1,
      errorKind,
      errorMessage: null,
      status: null,
      costUsd,
    });
    const asked = execution(9, {
      costUsd: 0.75,
      attempts: [attempt("openai/gpt-4.1-mini", null, 0.5), attempt(MODEL, null, 0.25)],
    });
    const retried = execution(9, {
      attempts: [attempt("openai/gpt-4.1-mini", "overloaded", 0), attempt(MODEL, null, 0.25)],
    });
    await insert(asked, retried);
    await correct();
    const { report } = await run({ kind: "apply" });
    expect(report).toMatchObject({ seen: 2, changed: 1, keptUnmeasured: 1, beforeUsd: 0.25, afterUsd: 2 });
    const left = await getExecution(ctx, asked.id);
    expect(left).toMatchObject({ costUsd: 0.75, attempts: [{ costUsd: 0.5 }, { costUsd: 0.25 }] });
    expect((await getExecution(ctx, retried.id)).costUsd).toBe(2);
    expect(await agreedTotals()).toMatchObject({ costUsd: 2.75 });
  });

  it("makes unknown costs known, and takes all of it back to the last bit, once", async () => {
    const unknown = execution(9, { costUsd: null, costSource: null, priceRef: null });
    await insert(unknown, execution(9), execution(5));
    const before = await agreedTotals();
    await correct();
    const applied = await run({ kind: "apply" });
    expect(applied.report).toMatchObject({ changed: 2, becameKnown: 1, becameUnknown: 0 });
    expect(await agreedTotals()).toEqual({ costUsd: 4.25, unpricedCount: 0, count: 3 });
    const undone = await finished(await undoRepricing(ctx, applied.id));
    expect(undone).toMatchObject({ kind: "undo", sourceId: applied.id, report: { changed: 2, becameUnknown: 1 } });
    expect(await agreedTotals()).toEqual(before);
    expect(await getExecution(ctx, unknown.id)).toMatchObject({ costUsd: null, costSource: null, priceRef: null });
    await expect(undoRepricing(ctx, applied.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("brings back nothing that was changed again since", async () => {
    const one = execution(9);
    await insert(one);
    const statement = await correct();
    const first = await run({ kind: "apply" });
    await withdrawPrice(ctx, statement.id);
    await run({ kind: "apply" });
    const undone = await finished(await undoRepricing(ctx, first.id));
    expect(undone.report).toMatchObject({ changed: 0, keptChangedSince: 1 });
    expect(await agreedTotals()).toMatchObject({ costUsd: 0.25 });
  });

  /** What the job gets, with a lease that is lost or a cancellation that comes after so many batches. */
  const jobOf = (repricingId: string, end: { lostAfter?: number; cancelledAfter?: number } = {}): JobContext => {
    const cancelling = new AbortController();
    let batches = 0;
    return {
      id: newId(),
      payload: { repricingId },
      ctx: systemCtx(running.runtime, ctx.organizationId),
      signal: cancelling.signal,
      attempt: 1,
      progress: () => {
        if (batches === end.cancelledAfter) cancelling.abort(new Error("cancelled"));
      },
      requireLease: async () => {
        if (batches === end.lostAfter) throw new Error("the lease is lost");
        batches++;
      },
    };
  };
  /** A re-pricing whose job nobody takes. */
  async function idle(changes: object = {}): Promise<string> {
    const { id } = await startRepricing(ctx, input({ kind: "apply", ...changes }));
    await finished({ id } as Repricing);
    await database.db.$executeRaw`UPDATE repricings SET state = NULL WHERE id = ${id}::uuid`;
    return id;
  }

  it("goes on where it was when its process died, and changes nothing twice", async () => {
    const id = await idle();
    await insert(...Array.from({ length: 1_200 }, () => execution(9)));
    await correct();
    await expect(repricingJob(jobOf(id, { lostAfter: 1 }))).rejects.toThrow("lease");
    expect((await getRepricing(ctx, id)).report).toMatchObject({ seen: 500, changed: 500 });
    await agreedTotals();
    await repricingJob(jobOf(id));
    expect((await getRepricing(ctx, id)).report).toMatchObject({ seen: 1_200, changed: 1_200, total: 1_200 });
    expect(await agreedTotals()).toMatchObject({ costUsd: expect.closeTo(2_400, 6) as number });
  });

  it("stops between two batches when it is cancelled, and what it changed can be taken back", async () => {
    const id = await idle();
    await insert(...Array.from({ length: 1_200 }, () => execution(9)));
    await correct();
    await expect(repricingJob(jobOf(id, { cancelledAfter: 2 }))).rejects.toThrow("cancelled");
    expect((await getRepricing(ctx, id)).report).toMatchObject({ changed: 1_000 });
    await agreedTotals();
    expect((await finished(await undoRepricing(ctx, id))).report).toMatchObject({ changed: 1_000 });
    expect(await agreedTotals()).toMatchObject({ costUsd: expect.closeTo(300, 6) as number });
  });

  it("keeps every sum right while executions of the same days are stored", async () => {
    const id = await idle({ to: "2026-03-20T00:00:00Z" });
    await insert(...Array.from({ length: 600 }, () => execution(9)));
    await correct();
    const storing = (async () => {
      for (let round = 0; round < 20; round++)
        await insert(...Array.from({ length: 10 }, () => execution(9, { costUsd: 2 })));
    })();
    await Promise.all([repricingJob(jobOf(id)), storing]);
    expect(await agreedTotals()).toMatchObject({ count: 800, costUsd: expect.closeTo(1_600, 6) as number });
  });

  it("is one at a time, of a window that has begun, and of a model that exists", async () => {
    await expect(startRepricing(ctx, input({ from: "2026-03-11T00:00:00Z" }))).rejects.toMatchObject({ field: "from" });
    await expect(startRepricing(ctx, input({ model: "openai/nothing" }))).rejects.toMatchObject({ code: "not_found" });
    expect(StartRepricingInput.safeParse({ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" }).success).toBe(
      false,
    );
    const results = await Promise.allSettled([startRepricing(ctx, input()), startRepricing(ctx, input())]);
    const refused = results.filter((one) => one.status === "rejected");
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(["conflict"]);
    const [started] = (await listRepricings(ctx, { limit: 50 })).items;
    await finished(started!);
    await expect(cancelRepricing(ctx, started!.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(undoRepricing(ctx, started!.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is shown to its organization only, and refuses a read-only actor", async () => {
    const preview = await run();
    const stranger = await seededCtx(running.runtime);
    expect((await listRepricings(stranger, { limit: 50 })).items).toEqual([]);
    for (const verb of [getRepricing, applyRepricing, undoRepricing, cancelRepricing]) {
      await expect(verb(stranger, preview.id)).rejects.toMatchObject({ code: "not_found" });
    }
    const viewer = testCtx(running.runtime, ctx.organizationId, "viewer");
    expect((await getRepricing(viewer, preview.id)).id).toBe(preview.id);
    await expect(startRepricing(viewer, input())).rejects.toMatchObject({ code: "forbidden" });
    for (const verb of [applyRepricing, undoRepricing, cancelRepricing]) {
      await expect(verb(viewer, preview.id)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await listRepricings(ctx, { limit: 50, model: "openai/gpt-4.1-mini" })).items).toEqual([]);
  });
});
