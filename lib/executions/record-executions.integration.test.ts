import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createTestDatabase, isTestServerUp } from "@/lib/platform/db/test-postgres";
import { testCtx } from "@/lib/platform/test-runtime";
import { statePrice } from "@/lib/registry";
import { StatePriceInput } from "@/lib/registry/schemas";
import { addModel, addProvider, seededCtx } from "@/lib/registry/test-registry";
import { KILLED_BATCH_SIZE, killedBatch, killedClient } from "./__fixtures__/killed-batch";
import { getExecution } from "./get-execution";
import { readReportedRows } from "./read-recorded";
import { recordExecutions } from "./record-executions";
import { reportMetrics } from "./report-metrics";
import { MetricsQuery } from "./schemas";
import { recordingProcess, spoolFolder, type RecordingProcess } from "./test-recording";

const NOW = new Date("2026-03-10T12:30:00.000Z");
const MODEL = "openai/gpt-5-mini";

const row = (changes: object = {}) => ({
  task: "general_chat",
  model: MODEL,
  inputTokens: 1_000_000,
  outputTokens: 0,
  latencyMs: 250,
  ...changes,
});

const record = async (ctx: Ctx, body: object, idempotencyKey: string | null = null) =>
  recordExecutions(ctx, readReportedRows(body as Record<string, unknown>), { idempotencyKey });

const totals = async (ctx: Ctx) => {
  await ctx.runtime.recorder.flush();
  return (await reportMetrics(ctx, MetricsQuery.parse({ from: "2020-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" })))
    .current;
};

describeEachDatabase("recording from outside", (open) => {
  let database: TestDatabase;
  let running: RecordingProcess;
  let ctx: Ctx;
  const spool = spoolFolder();

  beforeAll(async () => {
    database = await open();
    running = recordingProcess(database.db, spool.folder, { now: () => NOW, flushIntervalMs: 3_600_000 });
  });
  afterAll(async () => {
    await running.stop();
    await database.close();
    spool.remove();
  });
  beforeEach(async () => {
    ctx = await seededCtx(running.runtime);
  });

  const stored = async (id: string) => {
    await ctx.runtime.recorder.flush();
    return getExecution(ctx, id);
  };
  const refusal = (body: object, by = ctx) =>
    record(by, body).then(
      () => null,
      (error: unknown) => error,
    );

  it("stores what is told of a call, with its cost at the price of that time", async () => {
    const { accepted, executions } = await record(ctx, {
      ...row(),
      createdAt: "2026-03-10T14:00:00+02:00",
      quality: 87.5,
      userRef: "u-1",
      sessionId: "s-1",
      tags: { team: "support" },
      input: "Where is my card?",
      output: "On its way.",
    });
    expect(accepted).toBe(1);
    expect(await stored(executions[0]!.id)).toMatchObject({
      createdAt: "2026-03-10T12:00:00.000Z",
      source: "recorded",
      status: "success",
      operation: "chat",
      category: "general",
      providerSlug: "openai",
      costUsd: 0.25,
      costSource: "computed",
      priceRef: expect.stringMatching(/^book:/),
      quality: 87.5,
      latencyMs: 250,
      userRef: "u-1",
      sessionRef: "s-1",
      tags: { team: "support" },
      inputPreview: "Where is my card?",
      outputPreview: "On its way.",
      isUsageEstimated: false,
    });
  });

  it("charges an old call the price that was stated for its time", async () => {
    const price = { inputPerMillion: 7, outputPerMillion: 1 };
    await statePrice(
      ctx,
      MODEL,
      StatePriceInput.parse({ price, validFrom: "2026-02-01T00:00:00Z", validTo: "2026-02-02T00:00:00Z" }),
    );
    const { executions } = await record(ctx, {
      executions: ["2026-01-31T23:59:59Z", "2026-02-01T10:00:00Z"].map((createdAt) => row({ createdAt })),
    });
    expect(executions.map(({ costUsd }) => costUsd)).toEqual([0.25, 7]);
  });

  it("takes a vendor's usage object by the vendor's own rule and keeps it", async () => {
    const usage = { prompt_tokens: 1_000, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 600 } };
    const openai = await record(ctx, { task: "general_chat", model: MODEL, usage });
    const anthropic = await record(ctx, {
      task: "general_chat",
      model: "anthropic/claude-sonnet-5",
      usage: { input_tokens: 400, cache_read_input_tokens: 600, output_tokens: 10 },
    });
    for (const { executions } of [openai, anthropic]) {
      expect(await stored(executions[0]!.id)).toMatchObject({
        inputTokens: 400,
        cachedInputTokens: 600,
        outputTokens: 10,
      });
    }
    expect((await stored(openai.executions[0]!.id)).rawUsage).toEqual(usage);
  });

  it("counts tokens itself where none are told, and says so", async () => {
    const { executions } = await record(ctx, {
      task: "general_chat",
      model: MODEL,
      input: "hello world",
      output: "hi",
    });
    expect(executions[0]).toMatchObject({ isUsageEstimated: true });
    expect(await stored(executions[0]!.id)).toMatchObject({ inputTokens: 2, outputTokens: 1, isUsageEstimated: true });
  });

  it("leaves tokens and cost unknown where neither usage nor texts are told", async () => {
    const { executions } = await record(ctx, { task: "general_chat", model: MODEL });
    expect(await stored(executions[0]!.id)).toMatchObject({
      inputTokens: null,
      outputTokens: null,
      costUsd: null,
      costSource: null,
      latencyMs: null,
    });
    expect(await totals(ctx)).toMatchObject({ count: 1, costUsd: 0, unpricedCount: 1 });
  });

  it("has no cost for a model without a price", async () => {
    await addProvider(ctx);
    const { slug } = await addModel(ctx, { provider: "my-vllm", upstreamId: "own-model" });
    const { executions } = await record(ctx, row({ model: slug }));
    expect(executions[0]).toMatchObject({ costUsd: null, costSource: null });
  });

  it("takes the caller's own cost as it is and marks it", async () => {
    const { executions } = await record(ctx, row({ costUsd: 0.5 }));
    expect(executions[0]).toMatchObject({ costUsd: 0.5, costSource: "reported" });
  });

  it("knows what the caller's cache saved", async () => {
    const { executions } = await record(ctx, row({ isCacheHit: true }));
    expect(await stored(executions[0]!.id)).toMatchObject({ costUsd: 0, costSource: "cached", savedUsd: 0.25 });
  });

  it("charges nothing for a call that failed without usage", async () => {
    const failed = { status: "failed", errorCode: "timeout", inputTokens: null, outputTokens: null, input: "hello" };
    const { executions } = await record(ctx, row(failed));
    expect(await stored(executions[0]!.id)).toMatchObject({ status: "failed", errorCode: "timeout", costUsd: 0 });
  });

  it("takes snake_case and the names of other systems", async () => {
    const { executions } = await record(ctx, {
      executions: [{ task_type: "general_chat", model_id: MODEL, input_tokens: 10, output_tokens: 1, latency_ms: 5 }],
    });
    expect(await stored(executions[0]!.id)).toMatchObject({ modelSlug: MODEL, inputTokens: 10, latencyMs: 5 });
  });

  it("records once what is sent twice under one id, in one request or in several, in any order of its fields", async () => {
    const one = row({ clientId: "order 66" });
    const first = await record(ctx, { executions: [one, one] });
    expect(first).toMatchObject({ accepted: 1, duplicates: 1 });
    await ctx.runtime.recorder.flush();
    const again = await record(ctx, Object.fromEntries(Object.entries(one).reverse()));
    expect(again).toMatchObject({ accepted: 0, duplicates: 1, executions: [{ id: first.executions[0]!.id }] });
    expect(await totals(ctx)).toMatchObject({ count: 1, costUsd: 0.25 });
  });

  it("refuses other content under a used id, names the row, and records nothing of the request", async () => {
    await record(ctx, row({ clientId: "a" }));
    const error = await refusal({ executions: [row({ clientId: "b" }), row({ clientId: "a", outputTokens: 1 })] });
    expect(error).toMatchObject({ code: "conflict", field: "executions[1].clientId" });
    const twice = await refusal({ executions: [row({ clientId: "c" }), row({ clientId: "c", quality: 1 })] });
    expect(twice).toMatchObject({ code: "conflict", field: "executions[1].clientId" });
    expect(await totals(ctx)).toMatchObject({ count: 1 });
    // What was refused beside it may be sent again, changed.
    expect(await record(ctx, row({ clientId: "b", quality: 3 }))).toMatchObject({ accepted: 1 });
  });

  it("lets two organizations use the same id", async () => {
    await record(ctx, row({ clientId: "same" }));
    const other = await seededCtx(running.runtime);
    expect(await record(other, row({ clientId: "same", outputTokens: 5 }))).toMatchObject({ accepted: 1 });
  });

  it("records rows without an id once under one `Idempotency-Key`, and refuses others under it", async () => {
    const body = { executions: [row(), row()] };
    expect(await record(ctx, body, "key")).toMatchObject({ accepted: 2 });
    expect(await record(ctx, body, "key")).toMatchObject({ accepted: 0, duplicates: 2 });
    await expect(record(ctx, { executions: [row(), row({ quality: 1 })] }, "key")).rejects.toMatchObject({
      code: "conflict",
      field: "executions[1]",
    });
    expect(await record(ctx, body)).toMatchObject({ accepted: 2 });
    expect(await totals(ctx)).toMatchObject({ count: 4 });
  });

  it("records once what two processes are sent at the same moment", async () => {
    const second = recordingProcess(database.db, spool.folder, { now: () => NOW, flushIntervalMs: 3_600_000 });
    onTestFinished(() => second.stop());
    const other: Ctx = { ...ctx, runtime: second.runtime };
    const body = { executions: Array.from({ length: 50 }, (_, index) => row({ clientId: `c${index}` })) };
    const backwards = { executions: body.executions.toReversed() };
    const results = await Promise.all([
      record(ctx, body),
      record(other, backwards),
      record(ctx, body),
      record(other, body),
    ]);
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
    await Promise.all([running.runtime.recorder.flush(), second.runtime.recorder.flush()]);
    expect(await totals(ctx)).toMatchObject({ count: 50, costUsd: expect.closeTo(12.5, 9) as number });
  });

  it("lets one of two different contents win that arrive under one id at the same moment", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => record(ctx, row({ clientId: "race", outputTokens: index }))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await totals(ctx)).toMatchObject({ count: 1 });
  });

  it("takes many single reports at the same moment, and refuses only the one that is at fault", async () => {
    await record(ctx, row({ clientId: "used" }));
    const reports = Array.from({ length: 40 }, (_, index) => row({ clientId: `single ${index % 30}` }));
    const results = await Promise.allSettled([
      ...reports.map((report) => record(ctx, report)),
      record(ctx, row({ clientId: "used", outputTokens: 99 })),
      record(ctx, { executions: [row({ clientId: "beside it" }), row({ clientId: "used", outputTokens: 98 })] }),
      record(ctx, row({ clientId: "used" })),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      ...reports.map(() => "fulfilled"),
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    const accepted = results.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value.accepted : 0), 0);
    expect(accepted).toBe(30);
    expect(await totals(ctx)).toMatchObject({ count: 31 });
    expect(await record(ctx, row({ clientId: "beside it", quality: 3 }))).toMatchObject({ accepted: 1 });
  });

  it("names the row and field of everything that cannot be right, and leaves the sums as they were", async () => {
    await record(ctx, row());
    const wrong: [object, string, string][] = [
      [{ latencyMs: -1 }, "latencyMs", "must be at least 0"],
      [{ latencyMs: Infinity }, "latencyMs", "must be a finite number"],
      [{ latencyMs: "12" }, "latencyMs", "must be a finite number"],
      [{ costUsd: NaN }, "costUsd", "must be a finite number"],
      [{ costUsd: 1e9 }, "costUsd", "must be at most 100000"],
      [{ quality: 100.1 }, "quality", "must be at most 100"],
      [{ confidence: 2 }, "confidence", "must be at most 1"],
      [{ inputTokens: 1.5 }, "inputTokens", "must be a whole number of tokens"],
      [{ inputTokens: 3e9 }, "inputTokens", "must be at most 1000000000"],
      [{ inputTokens: null }, "inputTokens", "must be given with the other tokens"],
      [{ outputTokens: null }, "outputTokens", "must be given with the other tokens"],
      [{ reasoningTokens: 5 }, "reasoningTokens", "must be at most `outputTokens`"],
      [{ usage: {} }, "inputTokens", "must be left out when `usage` is given"],
      [{ usage: { prompt_tokens: "x" }, inputTokens: null, outputTokens: null }, "usage", "must be a usage object"],
      [{ timeToFirstTokenMs: 251 }, "timeToFirstTokenMs", "must be at most `latencyMs`"],
      [{ createdAt: "2026-03-10T12:35:01Z" }, "createdAt", "must not be in the future"],
      [{ createdAt: "2019-12-31T23:59:59Z" }, "createdAt", "2020"],
      [{ createdAt: "yesterday" }, "createdAt", "must be a time"],
      [{ task: "general_chatt" }, "task", "did you mean `general_chat`?"],
      [{ model: "gpt-5-mini" }, "model", "did you mean `openai/gpt-5-mini`?"],
      [{ clientId: "a\tb" }, "clientId", "readable"],
      [{ clientId: "" }, "clientId", "readable"],
      [{ status: "pending" }, "status", "must be one of success"],
      [{ errorCode: "x" }, "errorCode", "must be left out"],
      [{ tags: { a: 1 } }, "tags.a", "must be text"],
      [{ latncyMs: 1 }, "latncyMs", "did you mean `latencyMs`?"],
    ];
    for (const [changes, field, message] of wrong) {
      const error = await refusal({ executions: [row(), row(changes)] });
      expect(error, field).toMatchObject({ code: "invalid_input", field: `executions[1].${field}` });
      expect((error as Error).message).toContain(message);
    }
    expect(await refusal(row({ latencyMs: -1 }))).toMatchObject({ message: "latencyMs must be at least 0" });
    expect(await totals(ctx)).toMatchObject({ count: 1, costUsd: 0.25 });
  });

  it("takes what is up to five minutes ahead of its clock", async () => {
    expect(await record(ctx, row({ createdAt: "2026-03-10T12:35:00Z" }))).toMatchObject({ accepted: 1 });
  });

  it("says of many wrong rows the first, how many, and twenty of them one by one", async () => {
    const error = await refusal({ executions: Array.from({ length: 1_000 }, () => row({ quality: -1 })) });
    expect(error).toMatchObject({ message: "executions[0].quality must be at least 0 (and 999 more)" });
    expect((error as { details: unknown[] }).details).toHaveLength(20);
  });

  it("refuses a batch that is empty, too large or no list, and rows that are no objects", async () => {
    for (const executions of [[], {}, null, "x", Array.from({ length: 1_001 }, () => row())]) {
      expect(await refusal({ executions })).toMatchObject({ code: "invalid_input", field: "executions" });
    }
    expect(await refusal({ executions: [row(), 7] })).toMatchObject({ field: "executions[1]" });
    expect(await refusal({ executions: [row()], task: "general_chat" })).toMatchObject({ field: "task" });
  });

  it("refuses another organization's model as one that does not exist", async () => {
    const other = await seededCtx(running.runtime);
    await addProvider(other);
    const { slug } = await addModel(other, { provider: "my-vllm", upstreamId: "secret-model" });
    expect(await refusal(row({ model: slug }))).toMatchObject({ code: "invalid_input", field: "model" });
    expect(await record(other, row({ model: slug }))).toMatchObject({ accepted: 1 });
  });

  it("refuses a read-only actor", async () => {
    const viewer = testCtx(running.runtime, ctx.organizationId, "viewer");
    expect(await refusal(row(), viewer)).toMatchObject({ code: "forbidden" });
  });

  it("refuses, and forgets, what neither database nor memory has room for", async () => {
    const full = recordingProcess(database.db, spool.folder, {
      now: () => NOW,
      maxUnstored: 1,
      flushIntervalMs: 3_600_000,
    });
    onTestFinished(() => full.stop());
    const body = { executions: [row({ clientId: "x" }), row({ clientId: "y" })] };
    expect(await refusal(body, { ...ctx, runtime: full.runtime })).toMatchObject({ code: "unavailable" });
    expect(await record(ctx, body)).toMatchObject({ executions: [{}, {}] });
    expect(await totals(ctx)).toMatchObject({ count: 2 });
  });
});

const isRequired = process.env.REQUIRE_SERVICES === "1";

describe.skipIf(!isRequired && !(await isTestServerUp()))("after kill -9 while recording", () => {
  it("holds everything that was acknowledged, and what is sent again is recorded once", async () => {
    const { pool, databaseUrl, drop } = await createTestDatabase();
    onTestFinished(drop);
    const spool = spoolFolder();
    onTestFinished(spool.remove);
    const next = recordingProcess(createPrismaClient(pool), spool.folder, { flushIntervalMs: 20 });
    onTestFinished(() => next.stop());
    const ctx = await seededCtx(next.runtime);

    const script = fileURLToPath(new URL("./__fixtures__/record-until-killed.ts", import.meta.url));
    const victim = spawn(process.execPath, ["--import", "tsx", script, databaseUrl, spool.folder, ctx.organizationId], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void victim.kill("SIGKILL"));
    let output = "";
    const exited = new Promise((resolve) => victim.once("close", resolve));
    await new Promise<void>((resolve) => {
      victim.stdout.on("data", (chunk) => {
        output += String(chunk);
        if (output.split("\n").length > 25) resolve();
      });
    });
    victim.kill("SIGKILL");
    await exited;
    const acknowledged = output.split("\n").length - 1;

    const survivor = recordingProcess(createPrismaClient(pool), spool.folder, {
      flushIntervalMs: 20,
      isProcessAlive: ({ pid }) => pid !== victim.pid,
    });
    onTestFinished(() => survivor.stop());
    const client: Ctx = { ...ctx, actor: killedClient(ctx.organizationId), runtime: survivor.runtime };
    await survivor.runtime.registry.ensureLoaded(ctx.organizationId);
    await vi.waitFor(
      async () => expect((await totals(client)).count).toBeGreaterThanOrEqual(acknowledged * KILLED_BATCH_SIZE),
      { timeout: 60_000 },
    );
    for (let batch = 0; batch <= acknowledged; batch++) await record(client, killedBatch(batch), `batch ${batch}`);
    expect(await totals(client)).toMatchObject({ count: (acknowledged + 1) * KILLED_BATCH_SIZE });
  }, 180_000);
});
