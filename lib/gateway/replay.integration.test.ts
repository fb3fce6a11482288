import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { importReplay } from "@/lib/providers";
import { gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
let client: OpenAI;

const ROWS = [
  {
    prompt: "What is 2 + 2?",
    answers: { strong: "4", weak: "5" },
    scores: { strong: 1, weak: 0 },
    cost: { strong: 0.02 },
  },
  { prompt: "Name a colour.", scores: { strong: 0.75 }, cost: { strong: 0.01, weak: 0 } },
];

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  const file = (async function* () {
    yield new TextEncoder().encode(ROWS.map((row) => JSON.stringify(row)).join("\n"));
  })();
  await importReplay(gateway.ctx, { provider: "replay", set: "test" }, file);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const ask = (model: string, content: string) =>
  client.chat.completions.create({ model, messages: [{ role: "user", content }] });

async function recorded(answer: object) {
  await gateway.runtime.recorder.flush();
  return getExecution(gateway.ctx, gymOf(answer)!.executionId);
}

it("answers a recorded prompt with the recorded text, cost and score", async () => {
  const answer = await ask("replay/strong", "What is 2 + 2?");
  expect(answer.choices[0]!.message.content).toBe("4");
  expect(await recorded(answer)).toMatchObject({
    modelSlug: "replay/strong",
    costUsd: 0.02,
    costSource: "replayed",
    quality: 100,
    attempts: [{ costUsd: 0.02 }],
  });
});

it("keeps a cost that was not recorded unknown, and one of nothing nothing", async () => {
  expect(await recorded(await ask("replay/weak", "What is 2 + 2?"))).toMatchObject({ costUsd: null, quality: 0 });
  expect(await recorded(await ask("replay/weak", "Name a colour."))).toMatchObject({ costUsd: 0, quality: null });
});

it("streams a recorded answer as a stream", async () => {
  const stream = await client.chat.completions.create({
    model: "replay/strong",
    messages: [{ role: "user", content: "What is 2 + 2?" }],
    stream: true,
  });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("4");
});

it("refuses a prompt that was not recorded, asks no other model, and opens no circuit", async () => {
  const before = gateway.simulator.requests.total;
  for (let attempt = 0; attempt < 6; attempt++) {
    await expect(ask("replay/strong", "Something else")).rejects.toMatchObject({ status: 400 });
  }
  expect(gateway.simulator.requests.total).toBe(before);
  expect(gateway.runtime.circuits.get(gateway.ctx.organizationId, "replay/strong").state).toBe("closed");
  await expect(ask("replay/strong", "What is 2 + 2?")).resolves.toBeDefined();
});
