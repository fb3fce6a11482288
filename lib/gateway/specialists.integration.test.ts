import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterVector } from "@/lib/cache/test-vectors";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createLocalAdapter } from "@/lib/providers";
import { recommendModel } from "@/lib/routing";
import { runTask } from "./run-task";
import { startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  const local = createLocalAdapter({
    embedder: {
      dimensions: 512,
      embedMeasured: (texts) => Promise.resolve(texts.map((text) => ({ vector: letterVector(text), cpuMs: 2 }))),
    },
    loadArtefact: () => Promise.reject(new Error("not trained")),
    now: () => new Date(),
  });
  gateway = await startTestGateway(database, local);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const HERE = { allowedProviders: ["local"] };
const TEXT =
  "The bridge reopens for cyclists on Saturday, six weeks early. Cars wait until October because asphalt needs warm weather. " +
  "The builders made the railings in a factory and lifted them in at night. The closure followed a barge that hit a pillar. " +
  "Insurance pays 5.1 of the 6.3 million euros. Shops report losses of up to a third and may apply for help until 30 June 2026.";

describe("with no provider but this server", () => {
  it("a summary is written by local/summary, for its computing time", async () => {
    const { output, execution } = await runTask(gateway.ctx, {
      task: "content_summarization",
      input: TEXT,
      constraints: HERE,
      stream: false,
    });
    expect(execution).toMatchObject({ model: "local/summary", attempts: 1 });
    expect(execution.costUsd).toBeGreaterThan(0);
    expect(output.length).toBeGreaterThan(20);
    expect(output.length).toBeLessThan(TEXT.length);
    for (const sentence of output.split(/(?<=\.)\s/)) expect(TEXT).toContain(sentence);
  });

  it.each(["node", "request"] as const)(
    "fields are read by local/extract, to a schema, over the API (%s)",
    async (mount) => {
      const properties = { deadline: { type: "string", format: "date" }, amount: { type: "number" } };
      const response = await fetch(`${gateway.urls[mount]}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${gateway.key}`, "content-type": "application/json" },
        body: JSON.stringify({
          model: "task:data_extraction",
          messages: [{ role: "user", content: TEXT }],
          response_format: {
            type: "json_schema",
            json_schema: { name: "fields", schema: { type: "object", properties, required: ["deadline"] } },
          },
          gym: { constraints: HERE },
        }),
      });
      const answer = (await response.json()) as { model: string; choices: { message: { content: string } }[] };
      expect(response.status).toBe(200);
      expect(JSON.parse(answer.choices[0]!.message.content)).toMatchObject({ deadline: "2026-06-30" });
    },
  );

  it("a summary tells over the API where its sentences stand", async () => {
    const response = await fetch(`${gateway.urls.node}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "local/summary",
        messages: [{ role: "user", content: TEXT }],
        gym: { task: "content_summarization" },
      }),
    });
    const { citations } = (await response.json()) as { citations: { text: string; start: number; end: number }[] };
    expect(citations.length).toBeGreaterThan(0);
    for (const { text, start, end } of citations) expect(TEXT.slice(start, end)).toBe(text);
  });

  it("any other task is refused with the reason, because they can do nothing else", async () => {
    const asked = runTask(gateway.ctx, { task: "general_chat", input: "Hello", constraints: HERE, stream: false });
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
    const { candidates } = await recommendModel(gateway.ctx, { task: "general_chat" });
    for (const model of ["local/summary", "local/extract"]) {
      expect(candidates).toContainEqual({ model, excluded: "lacks the capability chat" });
    }
    const { candidates: forSummaries } = await recommendModel(gateway.ctx, { task: "content_summarization" });
    expect(forSummaries).toContainEqual({ model: "local/extract", excluded: "lacks the capability chat" });
    expect(forSummaries.find(({ model }) => model === "local/summary")).not.toHaveProperty("excluded");
  });
});
