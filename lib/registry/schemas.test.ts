import { describe, expect, it } from "vitest";
import {
  Configuration,
  CreateProviderInput,
  CreateTaskInput,
  ListModelsQuery,
  ModelSlug,
  PriceOverride,
  RegisterModelInput,
  StatePriceInput,
  UpdateProviderInput,
} from "./schemas";

const KEY = "sk-test-0123456789";
const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe("a configuration", () => {
  it("needs nothing: every part has a default", () => {
    expect(Configuration.parse({})).toEqual({
      strategy: "balanced",
      model: null,
      candidates: null,
      cascade: null,
      council: null,
      agreement: null,
      fallbacks: [],
      parameters: {},
      constraints: {},
      explorationShare: 0.05,
      scoredShare: 0,
      systemPrompt: null,
      prompt: null,
      retrieval: null,
      cache: { mode: "off", ttlSeconds: 3600, minSimilarity: null, isPerUser: false },
      timeouts: {},
      alongside: [],
    });
  });

  it("is refused outside its ranges, with unknown parts, and with text that cannot be stored", () => {
    const wrong = [
      { explorationShare: 0.21 },
      { explorationShare: -0.01 },
      { scoredShare: 1.01 },
      { constraints: { minQuality: 101 } },
      { parameters: { temperature: 2.1 } },
      { parameters: { temprature: 1 } },
      { candidates: [] },
      { model: "no-provider" },
      { systemPrompt: "a\0b" },
      { systemPrompt: "\ud83c" },
      { timeouts: { totalMs: 0 } },
      { cache: { minSimilarity: 0.5 } },
      { cache: { ttlSeconds: 0 } },
      { prompt: { slug: "a", label: "b", version: 1 } },
    ];
    for (const input of wrong) expect(accepts(Configuration, input), JSON.stringify(input)).toBe(false);
  });
});

describe("a provider", () => {
  it("of a vendor needs a key, a compatible server an address", () => {
    expect(accepts(CreateProviderInput, { kind: "openai" })).toBe(false);
    expect(accepts(CreateProviderInput, { kind: "openai", apiKey: KEY })).toBe(true);
    expect(accepts(CreateProviderInput, { kind: "compatible" })).toBe(false);
    expect(accepts(CreateProviderInput, { kind: "compatible", baseUrl: "http://127.0.0.1:11434/v1" })).toBe(true);
    expect(accepts(CreateProviderInput, { kind: "local" })).toBe(false);
  });

  it("has an http address without credentials, and loses trailing slashes", () => {
    const wrong = ["ftp://a/v1", "file:///etc/passwd", "javascript:alert(1)", "http://user:pass@a/v1", "a.b/v1"];
    for (const baseUrl of wrong) expect(accepts(UpdateProviderInput, { baseUrl }), baseUrl).toBe(false);
    expect(UpdateProviderInput.parse({ baseUrl: "https://a.test/v1//" }).baseUrl).toBe("https://a.test/v1");
  });

  it("has a key that can stand in a header", () => {
    for (const apiKey of ["", "two words", "line\nbreak", "schlüssel"]) {
      expect(accepts(UpdateProviderInput, { apiKey }), apiKey).toBe(false);
    }
  });
});

describe("a model", () => {
  it("has a slug of provider and name, as vendors write them", () => {
    for (const slug of ["openai/gpt-5-mini", "openrouter/moonshotai/kimi-k3", "ollama/llama3:8b"]) {
      expect(accepts(ModelSlug, slug), slug).toBe(true);
    }
    for (const slug of ["gpt-5", "openai/", "/gpt-5", "openai/GPT-5", "openai//gpt", "openai/../x", "a/b c"]) {
      expect(accepts(ModelSlug, slug), slug).toBe(false);
    }
  });

  it("takes prices from zero up, with ascending tiers", () => {
    const price = { inputPerMillion: 1, outputPerMillion: 2 };
    const tier = (aboveInputTokens: number) => ({
      ...price,
      aboveInputTokens,
      cacheReadPerMillion: null,
      cacheWritePerMillion: null,
    });
    const register = (own: object) => accepts(RegisterModelInput, { provider: "openai", upstreamId: "x", price: own });
    expect(register(price)).toBe(true);
    expect(register({ ...price, inputPerMillion: -1 })).toBe(false);
    expect(register({ ...price, tiers: [tier(10), tier(20)] })).toBe(true);
    expect(register({ ...price, tiers: [tier(20), tier(10)] })).toBe(false);
  });

  it("refuses a price per token where one per million is meant, and says what it would be", () => {
    const { error } = PriceOverride.safeParse({ inputPerMillion: 2e-7, outputPerMillion: 8e-7 });
    expect(error?.issues[0]).toMatchObject({
      path: ["inputPerMillion"],
      message: expect.stringContaining("this would be 0.2") as string,
    });
    expect(accepts(PriceOverride, { inputPerMillion: 0, outputPerMillion: 0.001 })).toBe(true);
  });

  it("states a price for a time that has a beginning before its end", () => {
    const state = (bounds: object) =>
      accepts(StatePriceInput, { price: { inputPerMillion: 1, outputPerMillion: 2 }, ...bounds });
    const [may, june] = ["2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"];
    expect(state({ validFrom: may, validTo: june })).toBe(true);
    expect(state({ validFrom: null, validTo: may })).toBe(true);
    expect(state({ validFrom: june, validTo: may })).toBe(false);
    expect(state({ validFrom: may, validTo: may })).toBe(false);
    expect(state({ validFrom: "yesterday" })).toBe(false);
  });
});

describe("the inputs of lists and tasks", () => {
  it("read a filter of an address as well as one of a program", () => {
    expect(ListModelsQuery.parse({ isEnabled: "false", limit: "10" })).toEqual({ isEnabled: false, limit: 10 });
    expect(ListModelsQuery.parse({ isEnabled: true })).toEqual({ isEnabled: true, limit: 50 });
  });

  it("refuse a task slug that could not stand in an address", () => {
    for (const slug of ["", "Ticket", "1st", "a b", "a/b", "ä"]) {
      expect(accepts(CreateTaskInput, { slug, name: "x" }), slug).toBe(false);
    }
  });
});
