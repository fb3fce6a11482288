import { createOutbound } from "@/lib/platform/outbound";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator, type Simulator } from "@/simulator/start-simulator";
import {
  chatCall,
  collect,
  describeAdapterContract,
  failureOf,
  textOf,
  type ContractSubject,
} from "./test-adapter-contract";
import { createAdapters } from "./create-adapters";
import type { ChatRequest } from "./openai-types";
import type { ProviderErrorKind } from "./provider-error";
import type { ProviderKind } from "@/lib/registry/schemas";

const KEY = "sk-test-0123456789abcdef";

type RemoteSubject = ContractSubject & { simulator: Simulator };

async function setUp(kind: ProviderKind): Promise<RemoteSubject> {
  const simulator = await startSimulator({ port: 0, seed: 7 });
  const outbound = createOutbound({ allow: [new URL(simulator.url).host] });
  return {
    adapter: createAdapters({ outbound })[kind],
    endpoint: { slug: kind, baseUrl: simulator.url, apiKey: KEY, isUserSupplied: true },
    chatModel: "sim-instant",
    embeddingModel: kind === "anthropic" ? null : "sim-embed",
    simulator,
    dispose: async () => {
      await outbound.dispose();
      await simulator.close();
    },
  };
}

/** What each fault has to be called; the first for whole answers, the second for streams. */
const EXPECTED: [string, ProviderErrorKind, ProviderErrorKind][] = [
  ["rate-limit", "rate_limited", "rate_limited"],
  ["quota", "authentication", "authentication"],
  ["error", "server_error", "server_error"],
  ["overloaded", "overloaded", "overloaded"],
  ["auth", "authentication", "authentication"],
  ["not-found", "not_found", "not_found"],
  ["context", "context_length", "context_length"],
  ["filter", "content_filter", "content_filter"],
  ["invalid", "invalid_request", "invalid_request"],
  ["redirect", "not_found", "not_found"],
  ["reset", "connection", "connection"],
  ["empty", "malformed", "malformed"],
  ["html", "malformed", "malformed"],
  ["truncated", "malformed", "interrupted"],
  ["error-body", "server_error", "server_error"],
  ["cut", "interrupted", "interrupted"],
  ["clean-cut", "malformed", "interrupted"],
  ["malformed", "malformed", "malformed"],
];

const REQUEST: ChatRequest = { model: "any", messages: [{ role: "user", content: "My card has not arrived yet" }] };

for (const kind of ["compatible", "openai", "anthropic"] as const) {
  describeAdapterContract(kind, () => setUp(kind));

  describe(`${kind} behind an unreliable upstream`, () => {
    let subject: RemoteSubject;
    beforeAll(async () => void (subject = await setUp(kind)));
    afterAll(() => subject.dispose());

    const call = (fault: string | null, options: Parameters<typeof chatCall>[2] = {}) =>
      chatCall(subject, REQUEST, { upstreamId: fault ? `sim-instant:${fault}` : "sim-instant", ...options });
    const complete = (...args: Parameters<typeof call>) => subject.adapter.complete(call(...args));
    const stream = async (...args: Parameters<typeof call>) => collect(await subject.adapter.stream(call(...args)));

    it.each(EXPECTED)("calls %s by its name: %s whole, %s streamed", async (fault, whole, streamed) => {
      expect((await failureOf(() => complete(fault))).kind).toBe(whole);
      expect((await failureOf(() => stream(fault))).kind).toBe(streamed);
    });

    it.each(["stream-error", "late-error"])(
      "does not take an error inside of a stream for content (%s)",
      async (fault) => {
        expect((await failureOf(() => stream(fault))).kind).toBe("server_error");
      },
    );

    it("hands over what arrived before a stream broke", async () => {
      let received = 0;
      const failure = await failureOf(async () => {
        for await (const part of await subject.adapter.stream(call("cut"))) received += part.type === "chunk" ? 1 : 0;
      });
      expect(failure.kind).toBe("interrupted");
      expect(received).toBeGreaterThan(1);
    });

    it("tells how long the upstream wants to be left alone", async () => {
      expect((await failureOf(() => complete("rate-limit"))).retryAfterMs).toBe(1_000);
      expect((await failureOf(() => complete("rate-limit-ms"))).retryAfterMs).toBe(40);
      const dated = (await failureOf(() => complete("rate-limit-date"))).retryAfterMs;
      expect(dated).toBeGreaterThanOrEqual(0);
      expect(dated).toBeLessThanOrEqual(2_000);
    });

    it("gives a silent upstream up, and says at which stage", async () => {
      const silent = await failureOf(() => complete("hang", { timeouts: { headersMs: 40 } }));
      expect(silent).toMatchObject({ kind: "timeout", stage: "headers" });
      const stalled = await failureOf(() => stream("stream-hang", { timeouts: { idleMs: 40 } }));
      expect(stalled).toMatchObject({ kind: "timeout", stage: "idle" });
      const slow = await failureOf(() => stream("slow", { timeouts: { totalMs: 60 } }));
      expect(slow).toMatchObject({ kind: "timeout", stage: "total" });
    });

    it("never shows the key that an upstream repeats", async () => {
      const failure = await failureOf(() => complete("auth"));
      expect(failure.message).not.toContain(KEY);
      expect(failure.message).toContain("[key]");
    });

    it("succeeds once the upstream has recovered", async () => {
      const once = { upstreamId: "sim-instant:error@1" };
      await failureOf(() => complete(null, once));
      expect((await complete(null, once)).response.choices).toHaveLength(1);
    });

    it.each(["whole", "streamed"])("lets the upstream know at once when the caller leaves (%s)", async (how) => {
      const controller = new AbortController();
      const { signal } = controller;
      const { requests } = subject.simulator;
      const arrived = requests.nextCall();
      const gone = requests.nextAbort();
      const run = how === "whole" ? complete("hang", { signal }) : stream("stream-hang", { signal });
      const outcome = failureOf(() => run);
      await arrived;
      controller.abort();
      expect((await outcome).kind).toBe("cancelled");
      await gone;
      expect(requests.open).toBe(0);
    });

    it("closes the upstream's stream when its reader stops in the middle", async () => {
      const gone = subject.simulator.requests.nextAbort();
      for await (const part of await subject.adapter.stream(call("slow"))) {
        if (part.type === "chunk") break;
      }
      await gone;
    });

    it("serves many calls, whole and streamed, over the connections it has", async () => {
      const fresh = await setUp(kind);
      for (let index = 0; index < 20; index++) {
        if (index % 2) await fresh.adapter.complete(chatCall(fresh, REQUEST));
        else await collect(await fresh.adapter.stream(chatCall(fresh, REQUEST)));
      }
      expect(await fresh.simulator.connections()).toBeLessThanOrEqual(2);
      await fresh.dispose();
    });
  });
}

for (const kind of ["compatible", "anthropic"] as const) {
  describe(`${kind} with tools and formats`, () => {
    let subject: RemoteSubject;
    beforeAll(async () => void (subject = await setUp(kind)));
    afterAll(() => subject.dispose());

    const tool = (name: string, properties: Record<string, unknown>) =>
      ({ type: "function", function: { name, parameters: { type: "object", properties } } }) as const;
    const tools = [tool("get_weather", { city: { type: "string" }, days: { type: "integer" } }), tool("get_time", {})];
    const ask = (content: string, rest: Partial<ChatRequest> = {}): ChatRequest => ({
      model: "any",
      messages: [{ role: "user", content }],
      tools,
      ...rest,
    });

    it("brings parallel tool calls, streamed in pieces that add up to the same", async () => {
      const request = ask("Use get_weather and get_time");
      const whole = await subject.adapter.complete(chatCall(subject, request));
      const calls = whole.response.choices[0]?.message.tool_calls ?? [];
      expect(calls.map((call) => call.function.name)).toEqual(["get_weather", "get_time"]);
      expect(JSON.parse(calls[0]!.function.arguments)).toMatchObject({ city: "simulated" });
      expect(JSON.parse(calls[1]!.function.arguments)).toEqual({});
      expect(whole.response.choices[0]?.finish_reason).toBe("tool_calls");

      const parts = await collect(await subject.adapter.stream(chatCall(subject, { ...request, stream: true })));
      const streamed: { id?: string; name?: string; text: string }[] = [];
      for (const part of parts) {
        const deltas = part.type === "chunk" ? (part.chunk.choices[0]?.delta.tool_calls ?? []) : [];
        for (const { index, id, function: called } of deltas) {
          const open = (streamed[index] ??= { text: "" });
          if (id) Object.assign(open, { id, name: called?.name });
          open.text += called?.arguments ?? "";
        }
      }
      expect(streamed).toEqual(calls.map(({ id, function: { name, arguments: text } }) => ({ id, name, text })));
      expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: "tool_calls" });
    });

    it("takes tool results back and answers in text", async () => {
      const asked = ask("Use get_weather and get_time");
      const first = await subject.adapter.complete(chatCall(subject, asked));
      const { message } = first.response.choices[0]!;
      const results = (message.tool_calls ?? []).map(
        ({ id }) => ({ role: "tool", tool_call_id: id, content: "12" }) as const,
      );
      const request = { ...asked, messages: [...asked.messages, message, ...results] };
      const second = await subject.adapter.complete(chatCall(subject, request));
      expect(second.response.choices[0]?.message.content).toContain("simulated");
      expect(second.response.choices[0]?.finish_reason).toBe("stop");
    });

    it("obeys a forced tool and forbidden tools", async () => {
      const forced = ask("Hello", { tool_choice: { type: "function", function: { name: "get_time" } } });
      const answer = await subject.adapter.complete(chatCall(subject, forced));
      expect(answer.response.choices[0]?.message.tool_calls?.[0]?.function.name).toBe("get_time");
      const none = await subject.adapter.complete(chatCall(subject, ask("Use get_time", { tool_choice: "none" })));
      expect(none.response.choices[0]?.message.tool_calls).toBeUndefined();
    });

    it("answers in JSON of the schema, whole and streamed", async () => {
      const schema = { type: "object", properties: { label: { enum: ["late"] }, score: { type: "integer" } } };
      const request: ChatRequest = {
        ...REQUEST,
        response_format: { type: "json_schema", json_schema: { name: "verdict", schema } },
      };
      const whole = await subject.adapter.complete(chatCall(subject, request));
      const text = whole.response.choices[0]?.message.content ?? "";
      expect(JSON.parse(text)).toMatchObject({ label: "late", score: expect.any(Number) });
      expect(whole.response.choices[0]?.finish_reason).toBe("stop");
      expect(textOf(await collect(await subject.adapter.stream(chatCall(subject, { ...request, stream: true }))))).toBe(
        text,
      );
    });

    it("says when the answer was cut by the limit", async () => {
      const request = { ...REQUEST, max_tokens: 3 };
      const { response } = await subject.adapter.complete(chatCall(subject, request));
      expect(response.choices[0]?.finish_reason).toBe("length");
    });

    it("reports cached tokens beside the fresh ones, never within", async () => {
      const request = { ...REQUEST, messages: [{ role: "user", content: "x".repeat(400) }] } as ChatRequest;
      const { usage, response } = await subject.adapter.complete(
        chatCall(subject, request, { upstreamId: "sim-smart" }),
      );
      const prompt = usage!.inputTokens + usage!.cacheReadTokens + usage!.cacheWriteTokens;
      expect(prompt).toBe(100);
      expect(usage!.cacheReadTokens + usage!.cacheWriteTokens).toBe(50);
      expect(response.usage?.prompt_tokens).toBe(100);
    });
  });
}
