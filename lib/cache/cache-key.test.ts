import { describe, expect, it } from "vitest";
import { Configuration } from "@/lib/registry/schemas";
import { cacheKey, type CacheContract } from "./cache-key";

const contract = (changes: Partial<CacheContract> = {}): CacheContract => ({
  organizationId: "organization",
  taskSlug: "general_chat",
  configuration: Configuration.parse({ cache: { mode: "semantic" } }),
  requestedModel: null,
  strategy: null,
  constraints: null,
  promptVersionId: null,
  userRef: null,
  request: { model: "auto", messages: [{ role: "user", content: "Where is my card?" }], temperature: 0 },
  ...changes,
});

const withRequest = (request: object) => contract({ request: { ...contract().request, ...request } });

const exact = (one: CacheContract) => cacheKey(one, true).exact;

describe("the key of a request", () => {
  const differing: [string, CacheContract][] = [
    ["organization", contract({ organizationId: "other" })],
    ["task", contract({ taskSlug: "email_writing" })],
    ["named model", contract({ requestedModel: "openai/gpt-5" })],
    ["strategy", contract({ strategy: "fastest" })],
    ["constraints", contract({ constraints: { maxCostUsd: 1 } })],
    ["prompt version", contract({ promptVersionId: "a" })],
    ["user", contract({ userRef: "ada" })],
    ["models of the configuration", contract({ configuration: Configuration.parse({ model: "openai/gpt-5" }) })],
    ["messages", withRequest({ messages: [{ role: "user", content: "Where is my card" }] })],
    ["role", withRequest({ messages: [{ role: "system", content: "Where is my card?" }] })],
    ["tools", withRequest({ tools: [{ type: "function", function: { name: "look" } }] })],
    ["format", withRequest({ response_format: { type: "json_object" } })],
    ["temperature", withRequest({ temperature: 1 })],
    ["limit", withRequest({ max_tokens: 5 })],
    ["seed", withRequest({ seed: 1 })],
    ["a field that nobody knows yet", withRequest({ reasoning_depth: 3 })],
  ];
  it.each(differing)("depends on the %s", (_, other) => {
    expect(exact(other)).not.toBe(exact(contract()));
  });

  it("is the same whatever changes only how the answer travels, or the order of fields", () => {
    const { messages, temperature } = contract().request;
    const others = [
      withRequest({
        stream: true,
        stream_options: { include_usage: true },
        user: "ada",
        metadata: { a: "b" },
        store: true,
      }),
      contract({ request: { temperature, messages, model: "task:general_chat" } }),
      contract({ configuration: Configuration.parse({ cache: { mode: "exact", ttlSeconds: 5 }, scoredShare: 1 }) }),
    ];
    for (const other of others) expect(exact(other)).toBe(exact(contract()));
  });

  it("has a frame only for a plain question at the end that no tool can answer", () => {
    const plain = cacheKey(contract(), true);
    expect(plain.frame).not.toBeNull();
    const framed = (content: string) => cacheKey(withRequest({ messages: [{ role: "user", content }] }), true).frame;
    expect(framed("where's my card")).toBe(plain.frame);
    expect(framed("Where is your card?")).not.toBe(plain.frame);
    const without = [
      withRequest({ tools: [{ type: "function", function: { name: "look" } }] }),
      withRequest({ messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] }),
      withRequest({ messages: [{ role: "assistant", content: "Hi" }] }),
      withRequest({ messages: [{ role: "user", content: "  " }] }),
    ];
    for (const one of without) expect(cacheKey(one, true).frame).toBeNull();
    expect(cacheKey(contract(), false).frame).toBeNull();
  });

  it("has another frame when what was said before differs", () => {
    const history = (said: string) =>
      cacheKey(
        withRequest({
          messages: [
            { role: "assistant", content: said },
            { role: "user", content: "Why?" },
          ],
        }),
        true,
      );
    expect(history("It is late.").frame).not.toBe(history("It is early.").frame);
  });
});
