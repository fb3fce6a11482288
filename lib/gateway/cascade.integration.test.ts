import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { importReplay } from "@/lib/providers";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { loadRoutingPolicy } from "@/lib/routing";
import { addModel, gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
let client: OpenAI;

const TASK = "general_chat";
const [SMALL, TINY, LARGE] = ["replay/small", "replay/tiny", "replay/large"];
const cost = { small: 0.001, tiny: 0.002, large: 0.1 };

const ROWS = [
  { prompt: "agreed", answers: { small: "42", tiny: "42.0", large: "7" }, cost },
  { prompt: "disputed", answers: { small: "1", tiny: "2", large: "3" }, cost },
  { prompt: "outvoted", answers: { small: "1", tiny: "2", large: "1" }, cost },
  { prompt: "alone", answers: { small: "1" }, cost: { small: 0.001 } },
  { prompt: "unpriced", answers: { small: "1", tiny: "1", large: "1" }, cost: { small: 0.001 } },
];

/** Two equal answers are enough. */
const policy = (first: string[] = [], rest = [SMALL, TINY, LARGE]) => {
  const models = [...first, ...rest];
  const chosen = {
    kind: "cascade",
    description: "test",
    qualityPercent: 100,
    qualityPercentError: 0,
    costPercent: 50,
    callsPerPrompt: 2,
  };
  return loadRoutingPolicy({
    format: 1,
    models: models.map((slug) => ({ slug, meanScore: 0.5, meanCostUsd: null, count: 100 })),
    evidence: {
      promptCount: 100,
      bestSingleModel: LARGE,
      bestSingleQuality: 0.5,
      targetQualityPercent: 100,
      chosen,
      others: [],
    },
    rule: { kind: "cascade", byTask: [], otherwise: { models, votes: 2 } },
  });
};

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  const file = (async function* () {
    yield new TextEncoder().encode(ROWS.map((row) => JSON.stringify(row)).join("\n"));
  })();
  await importReplay(gateway.ctx, { provider: "replay", set: "test" }, file);
  follow(policy());
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

function follow(learned: ReturnType<typeof policy> | null): void {
  gateway.runtime.routingPolicies.get = () => learned && { id: "policy", policy: learned };
}

const ask = async (content: string, extra: object = {}) => {
  const answer = await client.chat.completions.create({
    model: `task:${TASK}`,
    messages: [{ role: "user", content }],
    ...extra,
  });
  const gym = gymOf(answer)!;
  return { text: answer.choices[0]!.message.content, ...gym, called: gym.calls?.map(({ model }) => model) };
};

it("stops at the first two answers that agree, and pays for both", async () => {
  const answer = await ask("agreed");
  expect(answer).toMatchObject({ text: "42.0", model: TINY, called: [SMALL, TINY] });
  expect(answer.costUsd).toBeCloseTo(0.003, 12);
  await gateway.runtime.recorder.flush();
  const stored = await getExecution(gateway.ctx, answer.executionId);
  expect(stored).toMatchObject({ modelSlug: TINY, status: "success", route: { propensity: 1 } });
  expect(stored.costUsd).toBeCloseTo(0.003, 12);
  expect(stored.attempts?.map(({ model, costUsd }) => [model, costUsd])).toEqual([
    [SMALL, 0.001],
    [TINY, 0.002],
  ]);
});

it("asks the stronger model when the cheap ones do not agree, and takes its answer or the one it supports", async () => {
  expect(await ask("disputed")).toMatchObject({ text: "3", model: LARGE, called: [SMALL, TINY, LARGE] });
  expect(await ask("outvoted")).toMatchObject({ text: "1", model: LARGE, called: [SMALL, TINY, LARGE] });
});

it("goes on without a model that refuses the request, and pays for what was answered", async () => {
  expect(await ask("alone")).toMatchObject({ text: "1", model: SMALL, costUsd: 0.001 });
});

it("does not know the cost of the whole while it does not know that of a part", async () => {
  expect(await ask("unpriced")).toMatchObject({ model: TINY, costUsd: null });
});

it("streams the answer that it settled on", async () => {
  const stream = await client.chat.completions.create({
    model: `task:${TASK}`,
    messages: [{ role: "user", content: "outvoted" }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  let gym: ReturnType<typeof gymOf>;
  let usage: unknown;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    gym ??= gymOf(chunk);
    usage ??= chunk.usage;
  }
  expect(text).toBe("1");
  expect(gym?.calls?.map(({ model }) => model)).toEqual([SMALL, TINY, LARGE]);
  expect(usage).toMatchObject({ completion_tokens: 3 });
});

it("leaves a model out that fails, and asks the next", async () => {
  const failing = await addModel(gateway, "sim-instant:error");
  follow(policy([failing]));
  expect(await ask("agreed")).toMatchObject({ text: "42.0", called: [SMALL, TINY] });
  follow(policy());
});

it("asks a failing model no more often than with fallbacks, and in a total outage one model once", async () => {
  const failing = await Promise.all(["sim-cheap:error", "sim-smart:error"].map((id) => addModel(gateway, id)));
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  await putConfiguration(gateway.ctx, TASK, {
    configuration: { ...configuration, candidates: [...failing, SMALL, TINY] },
    reason: "test",
  });
  follow(policy(failing));
  const upstreamCalls = () => gateway.simulator.requests.total;
  let before = upstreamCalls();
  expect(await ask("agreed")).toMatchObject({ model: TINY });
  expect(upstreamCalls() - before).toBeLessThanOrEqual(2 * 2);

  await putConfiguration(gateway.ctx, TASK, {
    configuration: { ...configuration, candidates: failing },
    reason: "test",
  });
  const { organizationId } = gateway.ctx;
  const isOpen = () => failing.every((model) => gateway.runtime.circuits.get(organizationId, model).state === "open");
  while (!isOpen()) await ask("Where is my card?").catch(() => undefined);
  before = upstreamCalls();
  await expect(ask("Where is my card?")).rejects.toMatchObject({ status: 502 });
  expect(upstreamCalls() - before).toBe(1);
  follow(policy());
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
});

it("is not followed when the caller names a model or a strategy, or the configuration a model", async () => {
  expect((await ask("agreed", { model: LARGE })).called).toBeUndefined();
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  const candidates = [SMALL, TINY, LARGE];
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, candidates }, reason: "test" });
  expect((await ask("agreed", { gym: { strategy: "best_cost" } })).called).toBeUndefined();
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, model: LARGE }, reason: "test" });
  expect(await ask("agreed")).toMatchObject({ text: "7", model: LARGE });
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
});

it("gives way to the router when all of its models fail", async () => {
  const failing = await addModel(gateway, "sim-fast:error");
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  const candidates = [failing, "simulator/sim-instant"];
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, candidates }, reason: "test" });
  follow(policy([failing], []));
  expect(await ask("Where is my card?")).toMatchObject({ model: "simulator/sim-instant" });
  follow(policy());
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
});

it("gives way to the router when none of its models can serve", async () => {
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  const candidates = ["simulator/sim-instant"];
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, candidates }, reason: "test" });
  expect(await ask("Where is my card?")).toMatchObject({ model: "simulator/sim-instant" });
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
});

it("asks by the task's own configuration until enough answers are equal, with no policy at all", async () => {
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  const agreeing = (models: string[]) => ({ ...configuration, agreement: { models, votes: 2 } });
  follow(null);
  const own = agreeing(["replay/small", "replay/tiny", "replay/large"]);
  await putConfiguration(gateway.ctx, TASK, { configuration: own, reason: "test" });
  expect(await ask("agreed")).toMatchObject({ text: "42.0", called: [SMALL, TINY] });
  expect(await ask("outvoted")).toMatchObject({ text: "1", called: [SMALL, TINY, LARGE] });
  const unknown = agreeing(["replay/small", "replay/tiny", "replay/nobody"]);
  await expect(putConfiguration(gateway.ctx, TASK, { configuration: unknown, reason: "test" })).rejects.toMatchObject({
    code: "invalid_input",
    field: "configuration.agreement.models",
  });
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
  follow(policy());
});
