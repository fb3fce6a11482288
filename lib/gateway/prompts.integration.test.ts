import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { addPromptVersion, createPrompt, previewRequests, promptUsage, setPromptLabel } from "@/lib/prompts";
import { CreatePromptInput, PreviewRequestsQuery, PromptContent } from "@/lib/prompts/schemas";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { runTask } from "./run-task";
import { RunInput } from "./schemas";
import { gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
let client: OpenAI;

const MODEL = "simulator/sim-instant";
const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Where is my card?" }];

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  const input = { slug: "support", name: "Support", template: "You answer customers of {{company}}." };
  await createPrompt(gateway.ctx, CreatePromptInput.parse(input));
  await addPromptVersion(gateway.ctx, "support", PromptContent.parse({ template: "Be brief. {{company}} pays." }));
  await setPromptLabel(gateway.ctx, "support", "production", { version: 1 });
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

async function configure(task: string, change: Partial<Configuration>): Promise<void> {
  const { configuration } = await getConfiguration(gateway.ctx, task);
  await putConfiguration(gateway.ctx, task, { configuration: { ...configuration, ...change }, reason: "test" });
}

const ask = (gym: object, task = "general_chat") =>
  client.chat.completions.create({ model: MODEL, messages, gym: { task, ...gym } } as never) as Promise<object>;

const sent = () => gateway.simulator.requests.last?.body.messages;

async function promptVersionOf(answer: object): Promise<string | null> {
  await gateway.runtime.recorder.flush();
  return (await getExecution(gateway.ctx, gymOf(answer)!.executionId)).promptVersionId;
}

it("a prompt of the configuration goes before the messages, and the execution says which version it was", async () => {
  await configure("general_chat", { prompt: { slug: "support" }, systemPrompt: "never sent" });
  const answer = await ask({ variables: { company: "Acme" } });
  expect(sent()).toEqual([{ role: "system", content: "You answer customers of Acme." }, ...messages]);
  const first = await promptVersionOf(answer);
  expect(first).not.toBeNull();
  await setPromptLabel(gateway.ctx, "support", "production", { version: 2 });
  const later = await ask({ variables: { company: "Acme" } });
  expect(sent()).toEqual([{ role: "system", content: "Be brief. Acme pays." }, ...messages]);
  expect(await promptVersionOf(later)).not.toBe(first);
  const usage = await promptUsage(gateway.ctx, "support", { days: 1 });
  expect(usage.map(({ version, count }) => [version, count])).toEqual([
    [2, 1],
    [1, 1],
  ]);
  const preview = await previewRequests(gateway.ctx, "support", PreviewRequestsQuery.parse({ version: 1 }));
  expect(preview.requests.length).toBeGreaterThan(0);
  for (const { values, text } of preview.requests)
    expect(text).toBe(`You answer customers of ${String(values.company)}.`);
  expect(usage[0]!.costUsd).toBeGreaterThan(0);
  expect(usage[0]!.latencyMsP50).toBeGreaterThan(0);
});

it("a request may name a version of its own, over both surfaces", async () => {
  await configure("email_writing", { prompt: null });
  await ask({ promptVersion: "support@1", variables: { company: "Own" } }, "email_writing");
  expect(sent()).toEqual([{ role: "system", content: "You answer customers of Own." }, ...messages]);
  const input = { task: "email_writing", input: "Hi", promptVersion: "support@2", variables: { company: "Run" } };
  await runTask(gateway.ctx, RunInput.parse({ ...input, model: MODEL }));
  expect(sent()).toEqual([
    { role: "system", content: "Be brief. Run pays." },
    { role: "user", content: "Hi" },
  ]);
});

it("what is missing, wrong or unknown is refused by name before any model is called", async () => {
  await configure("general_chat", { prompt: { slug: "support" } });
  const before = gateway.simulator.requests.total;
  const wrong = [
    [{}, "variables.company"],
    [{ variables: { company: 1 } }, "variables.company"],
    [{ variables: { company: "a", constructor: "b" } }, "variables.constructor"],
    [{ promptVersion: "none" }, "promptVersion"],
    [{ promptVersion: "support@nowhere" }, "promptVersion"],
    [{ promptVersion: "support@99" }, "promptVersion"],
    [{ promptVersion: "support@1@2" }, "promptVersion"],
  ] as const;
  for (const [gym, param] of wrong)
    await expect(ask(gym), JSON.stringify(gym)).rejects.toMatchObject({ status: 400, param });
  await expect(ask({ variables: { company: "a" } }, "code_review")).rejects.toMatchObject({
    status: 400,
    param: "variables.company",
  });
  expect(gateway.simulator.requests.total).toBe(before);
});
