import { expect, test } from "@playwright/test";
import OpenAI from "openai";

type Target = { url: string; key: string };

const MODEL = "simulator/sim-instant";
const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Where is my card?" }];
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: "function",
    function: {
      name: "weather",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
];

/** What we promise to whoever points the official client at us, whatever serves `/v1`. */
export function openAiContract(targetOf: (baseURL: string) => Target): void {
  const clientOf = (baseURL: string | undefined, apiKey?: string) => {
    const { url, key } = targetOf(baseURL ?? "");
    return new OpenAI({ apiKey: apiKey ?? key, baseURL: `${url}/v1`, maxRetries: 0 });
  };

  test("answers, and tells model, cost and execution", async ({ baseURL }) => {
    const answer = await clientOf(baseURL).chat.completions.create({ model: "auto", messages });
    expect(answer.choices[0]?.message.content?.length).toBeGreaterThan(10);
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    const gym = { executionId: expect.any(String), model: expect.any(String), costUsd: expect.any(Number) };
    expect(answer).toMatchObject({ gym });
  });

  test("streams piece by piece, and ends with the usage", async ({ baseURL }) => {
    const stream = await clientOf(baseURL).chat.completions.create({
      model: "simulator/sim-fast",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const pieces: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content;
      if (piece) pieces.push(piece);
      usage = chunk.usage ?? usage;
    }
    expect(pieces.length).toBeGreaterThan(3);
    expect(usage?.completion_tokens).toBeGreaterThan(0);
  });

  test("calls tools with arguments that parse, whole and streamed", async ({ baseURL }) => {
    const request = { model: MODEL, messages, tools, tool_choice: "required" } as const;
    const whole = await clientOf(baseURL).chat.completions.create(request);
    const streamed = await clientOf(baseURL).chat.completions.stream(request).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      const call = choices[0]?.message.tool_calls?.[0];
      expect(call).toMatchObject({ type: "function", function: { name: "weather" } });
      expect(call?.type === "function" && JSON.parse(call.function.arguments)).toHaveProperty("city");
    }
  });

  test("embeds with the model of this process: same meaning is nearer than another", async ({ baseURL }) => {
    const input = ["I cannot log in", "My password does not work", "The parcel is late"];
    const { data } = await clientOf(baseURL).embeddings.create({
      model: "local/embed",
      input,
      encoding_format: "float",
    });
    const [login, password, parcel] = data.map(({ embedding }) => embedding);
    const nearness = (a: number[] = [], b: number[] = []) =>
      a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    expect(nearness(login, password)).toBeGreaterThan(nearness(login, parcel));
  });

  test("lists the models that can be called, and knows each by its name", async ({ baseURL }) => {
    const client = clientOf(baseURL);
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["auto", "task:general_chat", MODEL, "local/embed"]));
    expect((await client.models.retrieve("auto")).id).toBe("auto");
  });

  test("fails with the client's own error classes and says what would be right", async ({ baseURL }) => {
    const failureOf = (model: string, apiKey?: string) =>
      clientOf(baseURL, apiKey)
        .chat.completions.create({ model, messages })
        .then(
          () => null,
          (error: unknown) => error,
        );
    const unknown = await failureOf("simulator/sim-instnt");
    expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
    expect((unknown as Error).message).toContain("did you mean `simulator/sim-instant`");
    expect(await failureOf(MODEL, "gym_wrong_key_wrong_key")).toBeInstanceOf(OpenAI.AuthenticationError);
    const untrained = await failureOf("task:ticket_sentiment");
    expect(untrained).toBeInstanceOf(OpenAI.BadRequestError);
    await expect(clientOf(baseURL).chat.completions.create({ model: MODEL, messages: [] })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    );
  });
}
