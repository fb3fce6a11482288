import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { purgeCache, reportCache } from "@/lib/cache";
import { getExecution } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { insertTestOrganization, openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { getConfiguration, putConfiguration, seedOrganization } from "@/lib/registry";
import type { CacheRules } from "@/lib/registry/schemas";
import { runTask, streamTask } from "./run-task";
import { RunInput } from "./schemas";
import { addModel, gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
let client: OpenAI;

const MODEL = "simulator/sim-instant";

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  await switchOn(gateway.ctx, { mode: "semantic" });
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

async function switchOn(ctx: Ctx, rules: Partial<CacheRules>, task = "general_chat"): Promise<void> {
  const { configuration } = await getConfiguration(ctx, task);
  const cache = { ...configuration.cache, ...rules };
  await putConfiguration(ctx, task, { configuration: { ...configuration, cache }, reason: "test" });
}

type Body = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> & { gym?: object };

const ask = (content: string, more: Body = {}) =>
  client.chat.completions
    .create({
      model: MODEL,
      messages: [{ role: "user", content }],
      ...more,
    } as OpenAI.ChatCompletionCreateParamsNonStreaming)
    .withResponse();

const calls = () => gateway.simulator.requests.total;

async function executionOf(answer: object) {
  await gateway.runtime.recorder.flush();
  return getExecution(gateway.ctx, gymOf(answer)!.executionId);
}

describe("an equal request", () => {
  it("gets the answer again without a model, for nothing, and says what that saved", async () => {
    const first = await ask("When does the shop open?");
    expect(gymOf(first.data)).toMatchObject({ cache: "miss" });
    expect(first.response.headers.get("x-gym-cache")).toBe("miss");
    const before = calls();
    const { data, response } = await ask("When does the shop open?");
    expect(calls()).toBe(before);
    expect(data.choices).toEqual(first.data.choices);
    expect(data.usage).toEqual(first.data.usage);
    expect(data.id).not.toBe(first.data.id);
    const paid = gymOf(first.data)!.costUsd;
    expect(gymOf(data)).toMatchObject({ cache: "exact", costUsd: 0, savedUsd: paid, model: MODEL });
    expect(response.headers.get("x-gym-cache")).toBe("exact");
    expect(response.headers.get("x-gym-cost-usd")).toBe("0");
    expect(await executionOf(data)).toMatchObject({
      status: "success",
      cache: "exact",
      costUsd: 0,
      costSource: "cached",
      savedUsd: paid,
      modelSlug: null,
      inputTokens: null,
      attempts: [],
      outputPreview: first.data.choices[0]!.message.content,
    });
    expect(await executionOf(first.data)).toMatchObject({ cache: "miss", modelSlug: MODEL, savedUsd: null });
  });

  it("gets a stream when it asks for one, whichever way the answer came", async () => {
    const streamed = async (content: string) => {
      const events = await client.chat.completions.create({
        model: MODEL,
        messages: [{ role: "user", content }],
        stream: true,
        stream_options: { include_usage: true },
      });
      let text = "";
      let gym: unknown = null;
      let tokens = 0;
      let finish: string | null = null;
      for await (const chunk of events) {
        text += chunk.choices[0]?.delta.content ?? "";
        finish = chunk.choices[0]?.finish_reason ?? finish;
        tokens = chunk.usage?.total_tokens ?? tokens;
        gym = gymOf(chunk) ?? gym;
      }
      return { text, gym, tokens, finish };
    };
    const whole = await ask("Is there parking?");
    const before = calls();
    const first = await streamed("Is there parking?");
    expect(first).toMatchObject({
      text: whole.data.choices[0]!.message.content,
      gym: { cache: "exact", costUsd: 0 },
      tokens: whole.data.usage!.total_tokens,
      finish: "stop",
    });
    expect(calls()).toBe(before);
    const live = await streamed("Is there a garden?");
    expect(live.gym).toMatchObject({ cache: "miss" });
    const again = await ask("Is there a garden?");
    expect(again.data.choices[0]!.message.content).toBe(live.text);
    expect(gymOf(again.data)).toMatchObject({ cache: "exact" });
    expect((await streamed("Is there a garden?")).text).toBe(live.text);
    expect(calls()).toBe(before + 1);
  });

  it("is called anew when it wants to be, and a refresh replaces what is kept", async () => {
    await ask("What is new?");
    const before = calls();
    const bypassed = await ask("What is new?", { gym: { cache: "bypass" } });
    expect(gymOf(bypassed.data)).not.toHaveProperty("cache");
    expect(bypassed.response.headers.get("x-gym-cache")).toBeNull();
    expect(gymOf((await ask("What is new?", { gym: { cache: "refresh" } })).data)).toMatchObject({ cache: "miss" });
    expect(calls()).toBe(before + 2);
    expect(gymOf((await ask("What is new?")).data)).toMatchObject({ cache: "exact" });
  });

  it("under way is waited for: many at once are one call", async () => {
    const slow = await addModel(gateway, "sim-fast:shared");
    const before = calls();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("How tall is it?", { model: slow })));
    expect(calls()).toBe(before + 1);
    const outcomes = answers.map(({ data }) => gymOf(data)!.cache).sort();
    expect(outcomes).toEqual(["miss", ...Array.from({ length: 7 }, () => "shared")]);
    for (const { data } of answers.filter((one) => gymOf(one.data)!.cache === "shared"))
      expect(gymOf(data)!.costUsd).toBe(0);
  });

  it("whose first caller goes away is taken over by the next", async () => {
    const slow = await addModel(gateway, "sim-fast:left");
    const leaving = new AbortController();
    const arrived = gateway.simulator.requests.nextCall();
    const first = client.chat.completions.create(
      { model: slow, messages: [{ role: "user", content: "Who stays?" }] },
      { signal: leaving.signal },
    );
    const gone = expect(first).rejects.toThrow();
    await arrived;
    const second = ask("Who stays?", { model: slow });
    await new Promise((resolve) => setTimeout(resolve, 20));
    leaving.abort();
    await gone;
    expect(gymOf((await second).data)).toMatchObject({ cache: "miss" });
  });
});

describe("a request that means the same", () => {
  it("gets the answer, and hears how alike the questions are", async () => {
    await ask("where is my parcel");
    const { data } = await ask("Where is my parcel?");
    expect(gymOf(data)).toMatchObject({ cache: "semantic", costUsd: 0, similarity: expect.closeTo(1, 3) as number });
    expect(await executionOf(data)).toMatchObject({ cache: "semantic" });
  });

  it("but names another number, says something else before, or may use tools, does not", async () => {
    await ask("where is order 4411");
    const tools: OpenAI.ChatCompletionTool[] = [{ type: "function", function: { name: "look", parameters: {} } }];
    const others = [
      ask("Where is order 4412?"),
      ask("Where is order 4411?", {
        messages: [
          { role: "system", content: "Be brief" },
          { role: "user", content: "Where is order 4411?" },
        ],
      }),
      ask("Where is order 4411?", { tools }),
      ask("Where is order 4411?", { temperature: 0.7 }),
    ];
    for (const { data } of await Promise.all(others)) expect(gymOf(data)).toMatchObject({ cache: "miss" });
  });

  it("is called when the task asks for equal requests only", async () => {
    await switchOn(gateway.ctx, { mode: "exact" }, "email_writing");
    const gym = { task: "email_writing" };
    await ask("where is my coat", { gym });
    expect(gymOf((await ask("Where is my coat?", { gym })).data)).toMatchObject({ cache: "miss" });
    expect(gymOf((await ask("where is my coat", { gym })).data)).toMatchObject({ cache: "exact" });
  });
});

describe("nothing is kept", () => {
  it.each([
    ["that broke off", "sim-instant:cut", { stream: true }],
    ["that failed", "sim-instant:error-body", {}],
    ["that was cut at its limit", "sim-instant", { max_tokens: 2 }],
    [
      "that calls a tool",
      "sim-instant",
      { tools: [{ type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } }] },
    ],
    ["of several answers", "sim-instant", { n: 2 }],
  ])("%s", async (name, upstreamId, more) => {
    const model = upstreamId.includes(":") ? await addModel(gateway, upstreamId) : `simulator/${upstreamId}`;
    const run = async () => {
      const before = calls();
      try {
        const answer = (await client.chat.completions.create({
          model,
          messages: [{ role: "user", content: `Kept? ${name}` }],
          ...more,
        } as OpenAI.ChatCompletionCreateParamsNonStreaming)) as unknown;
        if ("stream" in more) for await (const chunk of answer as AsyncIterable<unknown>) void chunk;
      } catch {
        // How it fails is told elsewhere.
      }
      return calls() - before;
    };
    const { entries } = gateway.runtime.responseCache.status(gateway.ctx.organizationId);
    await run();
    // A model that failed may be passed over, but nothing is answered without one.
    expect((await run()) > 0 || name === "that failed").toBe(true);
    expect(gateway.runtime.responseCache.status(gateway.ctx.organizationId).entries).toBe(entries);
  });

  it("while the task's cache is off, and nobody is told of one", async () => {
    const gym = { task: "code_review" };
    await ask("Good?", { gym });
    const before = calls();
    const { data, response } = await ask("Good?", { gym });
    expect(calls()).toBe(before + 1);
    expect(gymOf(data)).not.toHaveProperty("cache");
    expect(response.headers.get("x-gym-cache")).toBeNull();
    expect((await executionOf(data)).cache).toBeNull();
  });
});

describe("an answer is never given", () => {
  it("to another organization", async () => {
    await ask("Whose secret is it?");
    const otherId = await insertTestOrganization(gateway.runtime.db);
    const providers = [{ kind: "simulator" as const, apiKey: null, baseUrl: gateway.simulator.url }];
    await gateway.runtime.db.$transaction((tx) => seedOrganization(tx, otherId, gateway.runtime.now(), providers));
    const other = testCtx(gateway.runtime, otherId);
    await gateway.runtime.registry.ensureLoaded(otherId);
    await switchOn(other, { mode: "semantic" });
    const run = (input: string) => runTask(other, RunInput.parse({ task: "general_chat", model: MODEL, input }));
    expect((await run("Whose secret is it?")).execution.cache).toBe("miss");
    expect((await run("whose secret is it")).execution.cache).toBe("semantic");
    await gateway.runtime.recorder.flush();
    expect((await reportCache(other, { days: 1 })).total).toMatchObject({ semantic: 1, miss: 1 });
    expect(await purgeCache(other, {})).toMatchObject({ forgotten: 1 });
    expect(gymOf((await ask("Whose secret is it?")).data)).toMatchObject({ cache: "exact" });
  });

  it("to another user, when the task's answers are one user's own", async () => {
    await switchOn(gateway.ctx, { mode: "semantic", isPerUser: true }, "lead_scoring");
    const gym = (userRef: string) => ({ task: "lead_scoring", userRef });
    await ask("How am I doing?", { gym: gym("ada") });
    expect(gymOf((await ask("How am I doing?", { gym: gym("bob") })).data)).toMatchObject({ cache: "miss" });
    expect(gymOf((await ask("How am I doing?", { gym: gym("ada") })).data)).toMatchObject({ cache: "exact" });
  });

  it("after it was purged, nor when its call was under way at that time", async () => {
    await ask("Old news?");
    await expect(purgeCache(testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer"), {})).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(purgeCache(gateway.ctx, { task: "no_such_task" })).rejects.toMatchObject({ code: "not_found" });
    const slow = await addModel(gateway, "sim-fast:purged");
    const underWay = ask("Older news?", { model: slow });
    await gateway.simulator.requests.nextCall();
    await purgeCache(gateway.ctx, { task: "general_chat" });
    await underWay;
    expect(gymOf((await ask("Older news?", { model: slow })).data)).toMatchObject({ cache: "miss" });
    expect(gymOf((await ask("Old news?")).data)).toMatchObject({ cache: "miss" });
  });
});

it("the report tells what every task's cache gave and saved, from what was recorded", async () => {
  await switchOn(gateway.ctx, { mode: "exact" }, "website_analysis");
  const input = { task: "website_analysis", model: MODEL, input: "example" };
  const first = await runTask(gateway.ctx, RunInput.parse(input));
  await runTask(gateway.ctx, RunInput.parse(input));
  for await (const event of await streamTask(gateway.ctx, RunInput.parse({ ...input, stream: true }))) void event;
  await gateway.runtime.recorder.flush();
  const { tasks, here, semanticFloor } = await reportCache(gateway.ctx, { days: 1 });
  expect(tasks.find(({ task }) => task === "website_analysis")).toMatchObject({
    mode: "exact",
    exact: 2,
    semantic: 0,
    shared: 0,
    miss: 1,
    hitRate: expect.closeTo(2 / 3) as number,
    savedUsd: expect.closeTo(2 * first.execution.costUsd!) as number,
    unpricedHits: 0,
  });
  expect(here.entries).toBeGreaterThan(0);
  expect(here.usedBytes).toBeLessThanOrEqual(here.maxBytes);
  expect(here.isRedisReachable).toBeNull();
  expect(semanticFloor).toBeGreaterThanOrEqual(0.8);
});
