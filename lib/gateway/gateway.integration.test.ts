import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getExecution, listExecutions } from "@/lib/executions";
import type { ExecutionDetail } from "@/lib/executions/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { addModel, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Where is my card?" }];
const MODEL = "simulator/sim-instant";

/** What we add to OpenAI's answers. */
type WithGym = { gym: { executionId: string; model: string; costUsd: number | null } };
const gymOf = (answer: unknown) => (answer as WithGym).gym;

async function stored(executionId: string): Promise<ExecutionDetail> {
  await gateway.runtime.recorder.flush();
  return getExecution(gateway.ctx, executionId);
}

/** The newest execution of a model, once it is settled. */
async function latestOf(model: string): Promise<ExecutionDetail> {
  for (let attempt = 0; attempt < 100; attempt++) {
    await gateway.runtime.recorder.flush();
    const { items } = await listExecutions(gateway.ctx, { limit: 1, model });
    if (items[0] && items[0].status !== "pending") return getExecution(gateway.ctx, items[0].id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No settled execution of ${model}`);
}

async function configure(task: string, change: Partial<Configuration>): Promise<void> {
  const { configuration } = await getConfiguration(gateway.ctx, task);
  await putConfiguration(gateway.ctx, task, { configuration: { ...configuration, ...change }, reason: "test" });
}

/** Each mount has models of its own, so that neither sees what the other called. */
const MOUNTS = [
  { mount: "node", profile: "sim-instant" },
  { mount: "request", profile: "sim-fast" },
] as const;

describe.each(MOUNTS)("the $mount mount", ({ mount, profile }) => {
  const addFaultyModel = (fault: string) => addModel(gateway, `${profile}:${fault}`);
  const client = () => new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls[mount]}/v1`, maxRetries: 0 });
  const raw = (body: string | Uint8Array, path = "/v1/chat/completions") =>
    fetch(gateway.urls[mount] + path, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.key}`, "content-type": "application/json" },
      body: body as BodyInit,
    });

  it("answers the official client, and records model, cost, tokens, latency and route", async () => {
    const { data, response } = await client().chat.completions.create({ model: MODEL, messages }).withResponse();
    expect(data.choices[0]!.message.content).toContain("imulated");
    const gym = gymOf(data);
    expect(response.headers.get("x-gym-execution-id")).toBe(gym.executionId);
    const execution = await stored(gym.executionId);
    expect(execution).toMatchObject({
      status: "success",
      modelSlug: MODEL,
      taskSlug: "general_chat",
      inputTokens: data.usage!.prompt_tokens,
      outputTokens: data.usage!.completion_tokens,
      inputPreview: "Where is my card?",
    });
    expect(execution.route).toMatchObject({ mode: "requested", propensity: 1 });
    const cost = (data.usage!.prompt_tokens * 0.1 + data.usage!.completion_tokens * 0.4) / 1e6;
    expect(execution.costUsd).toBeCloseTo(cost, 12);
    expect(gym.costUsd).toBeCloseTo(cost, 12);
    expect(execution.latencyMs!).toBeGreaterThan(0);
    expect(execution.overheadMs!).toBeLessThanOrEqual(execution.latencyMs!);
  });

  it("tells whoever exports traces of every settled call, with the caller's trace", async () => {
    const told: [string, string | null][] = [];
    const { gateway: resources } = gateway.runtime;
    resources.observers = [({ id }, traceparent) => told.push([id, traceparent])];
    const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
    const data = await client().chat.completions.create({ model: MODEL, messages }, { headers: { traceparent } });
    resources.observers = [];
    expect(told).toEqual([[gymOf(data).executionId, traceparent]]);
  });

  it("lets the router choose for `auto` and for a task, and says why", async () => {
    for (const model of ["auto", "task:email_writing"]) {
      const { executionId } = gymOf(await client().chat.completions.create({ model, messages }));
      const { route } = await stored(executionId);
      expect(route!.mode).toBe("routed");
      expect(route!.candidates.map((candidate) => candidate.model)).toContain(MODEL);
      expect(route!.excluded.length).toBeGreaterThan(0);
      expect(route!.reason).toMatch(/eligible models/);
    }
  });

  it("scores whole answers of a task that wants it, streamed or not, and no other", async () => {
    await configure("email_writing", { scoredShare: 1 });
    const ask = { messages, model: MODEL };
    const whole = await client().chat.completions.create({ ...ask, gym: { task: "email_writing" } } as typeof ask);
    expect((await stored(gymOf(whole).executionId)).quality).toBeGreaterThan(0);
    const stream = await client().chat.completions.create({
      ...ask,
      stream: true,
      gym: { task: "email_writing" },
    } as typeof ask & { stream: true });
    let last: unknown;
    for await (const chunk of stream) if ("gym" in chunk) last = chunk;
    expect((await stored(gymOf(last).executionId)).quality).toBeGreaterThan(0);
    const other = await client().chat.completions.create(ask);
    expect((await stored(gymOf(other).executionId)).quality).toBeNull();
  });

  it("streams, tells usage when asked, and the cost with the last chunk", async () => {
    const stream = await client().chat.completions.create({
      model: MODEL,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage: OpenAI.CompletionUsage | null | undefined;
    let gym: WithGym["gym"] | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
      gym = gymOf(chunk) ?? gym;
    }
    expect(text.length).toBeGreaterThan(20);
    expect(usage!.completion_tokens).toBeGreaterThan(0);
    const execution = await stored(gym!.executionId);
    expect(execution).toMatchObject({ status: "success", isStreaming: true, outputPreview: text });
    expect(execution.timeToFirstTokenMs!).toBeLessThanOrEqual(execution.latencyMs!);
  });

  it("passes tools and their arguments through, whole and streamed", async () => {
    const tools: OpenAI.ChatCompletionTool[] = [
      {
        type: "function",
        function: {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ];
    const whole = await client().chat.completions.create({ model: MODEL, messages, tools, tool_choice: "required" });
    const call = whole.choices[0]!.message.tool_calls![0]!;
    expect(call.type === "function" && JSON.parse(call.function.arguments)).toHaveProperty("city");
    const streamed = client().chat.completions.stream({ model: MODEL, messages, tools, tool_choice: "required" });
    const final = await streamed.finalChatCompletion();
    expect(final.choices[0]!.message.tool_calls![0]).toMatchObject({ function: { name: "weather" } });
  });

  it("embeds, and lists what can be called", async () => {
    const model = await addModel(gateway, `sim-embed-${mount}`, "embedding");
    const { data } = await client().embeddings.create({ model, input: ["one", "two"], encoding_format: "float" });
    expect(data.map(({ index, embedding }) => [index, embedding.length > 10])).toEqual([
      [0, true],
      [1, true],
    ]);
    const listed = (await client().models.list()).data.map((model) => model.id);
    expect(listed).toEqual(expect.arrayContaining(["auto", "task:general_chat", MODEL]));
    expect((await client().models.retrieve("auto")).id).toBe("auto");
    await expect(client().models.retrieve("nothing/here")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it("tries again after a passing failure, and records both attempts", async () => {
    const model = await addFaultyModel("error@1");
    const answer = await client().chat.completions.create({ model, messages });
    const { attempts } = await stored(gymOf(answer).executionId);
    expect(attempts!.map((attempt) => attempt.errorKind)).toEqual(["server_error", null]);
  });

  it("falls back unseen when a model fails before its first token, also in a stream", async () => {
    for (const fault of ["reset", "stream-error", "truncated"]) {
      const failing = await addFaultyModel(fault);
      await configure("email_writing", { model: failing, fallbacks: [MODEL] });
      const stream = fault === "stream-error";
      const response = await raw(JSON.stringify({ model: "task:email_writing", messages, stream }));
      expect(response.status).toBe(200);
      await response.text();
      const { modelSlug, attempts } = await stored(response.headers.get("x-gym-execution-id")!);
      expect(modelSlug).toBe(MODEL);
      expect(attempts![0]!.model).toBe(failing);
    }
    await configure("email_writing", { model: null, fallbacks: [] });
  });

  it("tells a stream that broke after its first token from a whole one", async () => {
    const model = await addFaultyModel(mount === "node" ? "cut" : "clean-cut");
    const text = await (await raw(JSON.stringify({ model, messages, stream: true }))).text();
    expect(text).toContain('"error"');
    expect(text).not.toContain("[DONE]");
    expect(await latestOf(model)).toMatchObject({
      status: "partial",
      errorCode: "interrupted",
      isUsageEstimated: true,
    });
  });

  it("ends the upstream call when the client leaves, and records it as cancelled", async () => {
    const model = await addFaultyModel("slow");
    const aborted = gateway.simulator.requests.nextAbort();
    const stream = await client().chat.completions.create({ model, messages, stream: true });
    await stream[Symbol.asyncIterator]().next();
    stream.controller.abort();
    await aborted;
    expect((await latestOf(model)).status).toBe("cancelled");
  });

  it("ends the upstream call when the client leaves before the first token", async () => {
    const model = await addFaultyModel("hang");
    const aborted = gateway.simulator.requests.nextAbort();
    const called = gateway.simulator.requests.nextCall();
    const leaving = new AbortController();
    const answer = client().chat.completions.create({ model, messages }, { signal: leaving.signal });
    await called;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await aborted;
    expect((await latestOf(model)).status).toBe("cancelled");
  });

  it("says what is wrong and what would be right, in OpenAI's form", async () => {
    const bad = async (body: string | Uint8Array, path?: string) => {
      const response = await raw(body, path);
      return {
        status: response.status,
        error: ((await response.json()) as { error: { message: string; code: string } }).error,
      };
    };
    expect(await bad("{")).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("not valid JSON") },
    });
    expect(await bad(JSON.stringify({ model: "auto", messages: [{ role: "user", content: [null] }] }))).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("objects only") },
    });
    expect(await bad("[".repeat(100_000))).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("deeper") },
    });
    expect(await bad('{"model":"auto"}')).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("messages") },
    });
    expect(await bad(JSON.stringify({ model: "simulator/sim-instnt", messages }))).toMatchObject({
      status: 404,
      error: { message: expect.stringContaining("did you mean `simulator/sim-instant`") },
    });
    expect(await bad(JSON.stringify({ model: "task:ticket_classification", messages }))).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("train") },
    });
    expect(await bad(JSON.stringify({ model: "auto", messages, gym: { stratgy: "fastest" } }))).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("did you mean `strategy`") },
    });
    expect(await bad(new Uint8Array(21_000_000))).toMatchObject({ status: 413 });
    expect((await bad("{}", "/v1/completions")).status).toBe(404);
  });

  it("refuses a wrong key without saying more", async () => {
    const stranger = new OpenAI({
      apiKey: "gym_wrong_key_wrong_key",
      baseURL: `${gateway.urls[mount]}/v1`,
      maxRetries: 0,
    });
    await expect(stranger.chat.completions.create({ model: MODEL, messages })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
  });

  it("gives every one of 256 callers at once a whole answer, and records each once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 256 }, (_, index) =>
        client().chat.completions.create({ model: MODEL, messages: [{ role: "user", content: `number ${index}` }] }),
      ),
    );
    const ids = new Set(answers.map((answer) => gymOf(answer).executionId));
    expect(ids.size).toBe(256);
    expect(answers.every((answer) => (answer.choices[0]!.message.content ?? "").length > 20)).toBe(true);
    await gateway.runtime.recorder.flush();
    const count = await database.db.execution.count({ where: { id: { in: [...ids] }, status: "success" } });
    expect(count).toBe(256);
  });
});
