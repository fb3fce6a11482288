import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { changeCircuitByHand } from "@/lib/providers";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { addModel, gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
let client: OpenAI;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const HEALTHY = "simulator/sim-instant";
const TASK = "general_chat";
const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Where is my card?" }];

const ask = (model: string) => client.chat.completions.create({ model, messages });
const stateOf = (model: string) => gateway.runtime.circuits.get(gateway.ctx.organizationId, model).state;
const upstreamCalls = () => gateway.simulator.requests.total;

async function configure(change: Partial<Configuration>): Promise<void> {
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, ...change }, reason: "test" });
}

it("calls a failing model until its circuit opens, then not at all, and every caller gets an answer", async () => {
  const failing = await addModel(gateway, "sim-instant:error");
  await configure({ model: failing, fallbacks: [HEALTHY] });
  const before = upstreamCalls();
  for (let request = 0; request < 20; request++) {
    const answer = await ask(`task:${TASK}`);
    expect(answer).toMatchObject({ gym: { model: HEALTHY } });
  }
  expect(stateOf(failing)).toBe("open");
  expect(upstreamCalls() - before).toBe(20 + 5);
  await configure({ model: null, fallbacks: [] });
});

it("leaves a model whose circuit is open out of routing, and says so", async () => {
  const failing = await addModel(gateway, "sim-instant:overloaded");
  await configure({ candidates: [failing, HEALTHY], strategy: "best_cost" });
  for (let request = 0; request < 6; request++) await ask(failing).catch(() => undefined);
  expect(stateOf(failing)).toBe("open");
  const answer = await ask(`task:${TASK}`);
  await gateway.runtime.recorder.flush();
  const { route } = await getExecution(gateway.ctx, gymOf(answer)!.executionId);
  expect(route!.excluded).toContainEqual({
    reason: expect.stringContaining("its circuit is open") as string,
    models: [failing],
  });
  await configure({ candidates: null, strategy: "balanced" });
});

it("tries the best model once when all circuits are open: at most 1.2 attempts a request in a total outage", async () => {
  const upstreams = ["sim-fast:error", "sim-cheap:error", "sim-smart:error"];
  const models: string[] = [];
  for (const upstream of upstreams) models.push(await addModel(gateway, upstream));
  await configure({ candidates: models });
  const requests = 200;
  const before = upstreamCalls();
  for (let request = 0; request < requests; request++) {
    await expect(ask(`task:${TASK}`)).rejects.toMatchObject({ status: 502 });
  }
  const attempts = upstreamCalls() - before;
  expect(attempts / requests).toBeLessThanOrEqual(1.2);
  expect(attempts).toBeGreaterThanOrEqual(requests);
  await configure({ candidates: null });
});

it("counts streams that break off", async () => {
  const cut = await addModel(gateway, "sim-instant:cut");
  for (let request = 0; request < 5; request++) {
    const stream = await client.chat.completions.create({ model: cut, messages, stream: true });
    await expect(
      (async () => {
        for await (const chunk of stream) void chunk;
      })(),
    ).rejects.toThrow();
  }
  expect(stateOf(cut)).toBe("open");
});

it("does not blame the model for the caller's mistakes", async () => {
  const refusing = await addModel(gateway, "sim-instant:invalid");
  for (let request = 0; request < 8; request++) await expect(ask(refusing)).rejects.toMatchObject({ status: 400 });
  expect(stateOf(refusing)).toBe("closed");
});

it("answers 503 with the reason for a model that a person stopped", async () => {
  const model = await addModel(gateway, "sim-instant:slow");
  await changeCircuitByHand(gateway.ctx, { model, action: "open", reason: "the vendor asked us to" });
  await expect(ask(model)).rejects.toMatchObject({
    status: 503,
    message: expect.stringContaining("the vendor asked us to") as string,
  });
  await changeCircuitByHand(gateway.ctx, { model, action: "close" });
  await expect(ask(model)).resolves.toBeTruthy();
});
