import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { POST } from "@/app/api/v1/otlp/v1/traces/route";
import { listExecutions } from "@/lib/executions";
import { ListExecutionsQuery, type ExecutionRecord } from "@/lib/executions/schemas";
import { recordingProcess, spoolFolder, type RecordingProcess } from "@/lib/executions/test-recording";
import type { Ctx, Scope } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { setPartialRuntime } from "@/lib/platform/test-runtime";
import { seededCtx } from "@/lib/registry/test-registry";

type Attributes = Record<string, string | number | boolean>;
type Answer = {
  partialSuccess?: { rejectedSpans: string; errorMessage: string };
  error?: { code: string; field?: string; message: string };
};

const NOW = new Date("2026-03-10T12:30:00.000Z");
const START_NANO = BigInt(NOW.getTime() - 60_000) * 1_000_000n;
const TRACE = "5b8efff798038103d269b633813fc60c";

const valueOf = (value: string | number | boolean) =>
  typeof value === "string"
    ? { stringValue: value }
    : typeof value === "boolean"
      ? { boolValue: value }
      : Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };

const span = (number: number, attributes: Attributes, changes: object = {}) => ({
  traceId: TRACE,
  spanId: number.toString(16).padStart(16, "0"),
  name: "chat",
  kind: 3,
  startTimeUnixNano: String(START_NANO),
  endTimeUnixNano: String(START_NANO + 850_000_000n),
  attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) })),
  ...changes,
});

const CHAT = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5-mini",
  "gen_ai.response.model": "gpt-5-mini-2025-08-07",
  "gen_ai.usage.input_tokens": 1_000,
  "gen_ai.usage.output_tokens": 200,
};

const request = (...spans: object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
      scopeSpans: [{ scope: { name: "opentelemetry.instrumentation.openai_v2" }, spans }],
    },
  ],
});

describeEachDatabase("POST /api/v1/otlp/v1/traces", (open) => {
  let database: TestDatabase;
  let running: RecordingProcess;
  let ctx: Ctx;
  let scopes: Scope[];
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
    scopes = ["record"];
    const identity = () => ({
      organizationId: ctx.organizationId,
      keyId: newId(),
      name: "collector",
      scopes: new Set(scopes),
      expiresAt: null,
    });
    setPartialRuntime({ ...running.runtime, keys: { find: identity } });
  });

  async function send(body: unknown, headers: Record<string, string> = {}, query = "") {
    const isBytes = body instanceof Uint8Array || typeof body === "string";
    const answer = await POST(
      new Request(`http://127.0.0.1:3000/api/v1/otlp/v1/traces${query}`, {
        method: "POST",
        headers: { authorization: "Bearer gym_test", "content-type": "application/json", ...headers },
        body: isBytes ? (body as BodyInit) : JSON.stringify(body),
      }),
      { params: Promise.resolve({}) },
    );
    return { status: answer.status, body: (await answer.json()) as Answer };
  }

  const recorded = async () => {
    await running.runtime.recorder.flush();
    const { items } = await listExecutions(ctx, ListExecutionsQuery.parse({ limit: 200 }));
    return items as unknown as ExecutionRecord[];
  };

  it("records a call with its model, tokens, cost, time and sender", async () => {
    expect(await send(request(span(1, { ...CHAT, "gen_ai.usage.cache_read.input_tokens": 400 })))).toEqual({
      status: 200,
      body: {},
    });
    const rows = await recorded();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      source: "recorded",
      taskSlug: "general_chat",
      modelSlug: "openai/gpt-5-mini",
      status: "success",
      inputTokens: 600,
      outputTokens: 200,
      latencyMs: 850,
      createdAt: "2026-03-10T12:29:00.000Z",
    });
    expect(rows[0]!.costUsd).toBeGreaterThan(0);
  });

  it("records a span once, however often and in whatever packing it comes", async () => {
    const body = JSON.stringify(request(span(1, CHAT), span(2, CHAT)));
    const packed = { "content-encoding": "gzip" };
    const answers = await Promise.all([send(body), send(new Uint8Array(gzipSync(body)), packed), send(body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await recorded()).toHaveLength(2);
  });

  it("takes what is no model call and leaves it alone, and counts a wrapped call once", async () => {
    const spans = [
      span(1, { "http.request.method": "GET" }),
      span(2, { "gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "gpt-5-mini" }),
      span(3, CHAT, { parentSpanId: "0000000000000002" }),
      span(4, CHAT, { parentSpanId: "0000000000000003" }),
    ];
    expect((await send(request(...spans))).body).toEqual({});
    expect(await recorded()).toHaveLength(1);
  });

  it("records what it can and says how many spans it left out and why", async () => {
    const { status, body } = await send(
      request(
        span(1, CHAT),
        span(2, { ...CHAT, "gen_ai.request.model": "nobody", "gen_ai.response.model": "nobody-1" }),
        span(3, CHAT, {
          startTimeUnixNano: String(START_NANO + 86_400_000_000_000n),
          endTimeUnixNano: String(START_NANO + 86_401_000_000_000n),
        }),
        span(4, CHAT, { endTimeUnixNano: "5" }),
        span(5, { ...CHAT, "gym.task": "no_such_task" }),
        span(6, CHAT, { spanId: "xyz" }),
        span(7, CHAT),
      ),
    );
    expect(status).toBe(200);
    expect(body.partialSuccess?.rejectedSpans).toBe("5");
    expect(body.partialSuccess?.errorMessage).toMatch(/no model `nobody-1`/);
    expect(body.partialSuccess?.errorMessage).toMatch(/must not be in the future/);
    expect(body.partialSuccess?.errorMessage).toMatch(/must be a task of yours/);
    expect(await recorded()).toHaveLength(2);
  });

  it("records failures, streams, embeddings and the task that the sender names", async () => {
    await send(
      request(
        span(1, { ...CHAT, "error.type": "429" }, { status: { code: 2, message: "slow down" } }),
        span(2, {
          ...CHAT,
          "gen_ai.request.stream": true,
          "gen_ai.response.time_to_first_chunk": 0.2,
          "gym.task": "email_writing",
        }),
        span(3, {
          "gen_ai.operation.name": "embeddings",
          "gen_ai.system": "openai",
          "gen_ai.request.model": "text-embedding-3-small",
          "gen_ai.usage.input_tokens": 8,
        }),
      ),
      {},
      "?task=lead_scoring",
    );
    const rows = await recorded();
    expect(rows.find(({ status }) => status === "failed")).toMatchObject({
      errorCode: "429",
      taskSlug: "lead_scoring",
    });
    expect(rows.find(({ taskSlug }) => taskSlug === "email_writing")).toMatchObject({ timeToFirstTokenMs: 200 });
  });

  it("takes a thousand and more spans of one request", async () => {
    const spans = Array.from({ length: 1_200 }, (_, index) => span(index + 1, CHAT));
    expect((await send(request(...spans))).body).toEqual({});
    await running.runtime.recorder.flush();
    expect(await database.db.execution.count({ where: { organizationId: ctx.organizationId } })).toBe(1_200);
  });

  it.each([
    ["no JSON", "{", {}],
    ["a list", "[]", {}],
    ["spans that are no list", { resourceSpans: "all" }, {}],
    ["scopes that are no list", { resourceSpans: [{ scopeSpans: 5 }] }, {}],
    ["what says that it is gzip", "{}", { "content-encoding": "gzip" }],
    ["another packing", "{}", { "content-encoding": "br" }],
    ["protobuf", "x", { "content-type": "application/x-protobuf" }],
  ])("refuses %s and says what is right", async (_, body, headers) => {
    expect(await send(body, headers)).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  });

  it("refuses a body that is small when packed and enormous when not", async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(40_000_000, 32)));
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await send(bomb, { "content-encoding": "gzip" })).toMatchObject({
      status: 413,
      body: { error: { code: "too_large" } },
    });
  });

  it("refuses a key without the scope `record`, and takes an empty request", async () => {
    expect((await send({})).body).toEqual({});
    scopes = ["read", "run"];
    expect(await send(request(span(1, CHAT)))).toMatchObject({ status: 403 });
    expect(await recorded()).toEqual([]);
  });
});
