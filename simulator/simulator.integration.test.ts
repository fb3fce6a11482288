import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator, type Simulator } from "./start-simulator";

const MESSAGES = [{ role: "user" as const, content: "Where is my parcel?" }];

describe("the simulator", () => {
  let simulator: Simulator;
  let client: OpenAI;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, seed: 3 });
    client = new OpenAI({ baseURL: simulator.url, apiKey: "none", maxRetries: 0 });
  });
  afterAll(() => simulator.close());

  it("serves OpenAI's own client: whole, streamed, with tools, models and embeddings", async () => {
    const whole = await client.chat.completions.create({ model: "sim-instant", messages: MESSAGES });
    const stream = await client.chat.completions.create({ model: "sim-instant", messages: MESSAGES, stream: true });
    let streamed = "";
    for await (const chunk of stream) streamed += chunk.choices[0]?.delta.content ?? "";
    expect(streamed).toBe(whole.choices[0]?.message.content);

    const tools = [{ type: "function" as const, function: { name: "find", parameters: { type: "object" } } }];
    const called = await client.chat.completions.create({ model: "sim-instant", messages: MESSAGES, tools });
    expect(called.choices[0]?.message.tool_calls).toHaveLength(1);

    expect((await client.models.list()).data.map(({ id }) => id)).toContain("sim-smart");
    const { data } = await client.embeddings.create({ model: "sim-embed", input: ["a", "b"], dimensions: 8 });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([8, 8]);
  });

  it("says in every answer that it is simulated", async () => {
    for (const model of ["sim-instant", "sim-fast"]) {
      const { choices } = await client.chat.completions.create({ model, messages: MESSAGES });
      expect(choices[0]?.message.content).toContain("simulated");
    }
  });

  it("answers the same for the same seed, and differently for another", async () => {
    const others = await Promise.all([3, 3, 4].map((seed) => startSimulator({ port: 0, seed })));
    const texts = await Promise.all(
      others.map(async ({ url }) => {
        const other = new OpenAI({ baseURL: url, apiKey: "none" });
        const { choices } = await other.chat.completions.create({ model: "sim-instant", messages: MESSAGES });
        return choices[0]?.message.content;
      }),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
    await Promise.all(others.map((other) => other.close()));
  });

  it("takes faults by header and by field as well as by name, and counts them down", async () => {
    const create = (model: string, body = {}, headers = {}) =>
      client.chat.completions.create({ model, messages: MESSAGES, ...body }, { headers });
    const failing = { status: 429 };
    await expect(create("sim-instant:rate-limit")).rejects.toMatchObject(failing);
    await expect(create("sim-instant", {}, { "x-sim-fault": "rate-limit" })).rejects.toMatchObject(failing);
    await expect(create("sim-instant", { sim_fault: "rate-limit" })).rejects.toMatchObject(failing);
    await expect(create("sim-instant:rate-limit@1")).rejects.toMatchObject(failing);
    expect((await create("sim-instant:rate-limit@1")).choices).toHaveLength(1);
  });

  it("refuses what it does not know: a model, a path, a body that is no JSON", async () => {
    const post = (path: string, body: string) =>
      fetch(`${simulator.url}${path}`, { method: "POST", body }).then(({ status }) => status);
    expect(await post("/chat/completions", JSON.stringify({ model: "gpt-5", messages: [] }))).toBe(404);
    expect(await post("/chat/completions", "{")).toBe(400);
    expect(await post("/embeddings", "{")).toBe(400);
    expect(await post("/nowhere", "{}")).toBe(404);
  });
});
