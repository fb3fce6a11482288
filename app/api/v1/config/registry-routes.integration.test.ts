import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { SCOPES } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { setPartialRuntime, testRuntime } from "@/lib/platform/test-runtime";
import { ProviderError, type ProviderAdapter } from "@/lib/providers";
import { createRegistry, seedOrganization } from "@/lib/registry";
import { GET as getModel } from "../models/[...slug]/route";
import { GET as listModels, POST as registerModel } from "../models/route";
import { POST as testProvider } from "../providers/[id]/test/route";
import { GET as listProviders, POST as createProvider } from "../providers/route";
import { PUT as putConfiguration } from "./[task]/route";
import { GET as listVersions } from "./[task]/versions/route";

type Body = { data?: unknown; nextCursor?: string | null; error?: { code: string; field?: string; message: string } };

const KEY = "sk-test-0123456789";

/** What the provider does when its connection is tested. */
const testConnection = vi.fn<ProviderAdapter["testConnection"]>();

describeEachDatabase("the registry's routes", (open) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
    const organizationId = await insertTestOrganization(database.db);
    const base = testRuntime({ db: database.db });
    const environmentProviders = [{ kind: "openai", apiKey: KEY, baseUrl: null }] as const;
    await seedOrganization(database.db, organizationId, base.now(), environmentProviders);
    const registry = createRegistry(database.db, {
      now: base.now,
      log: base.log,
      environmentProviders,
      cpuHourUsd: 0.05,
      decrypt: (encrypted) => encrypted,
    });
    await registry.ensureLoaded(organizationId);
    const identity = { organizationId, keyId: newId(), name: "test", scopes: new Set(SCOPES), expiresAt: null };
    const environment = { ...base.environment, providers: { openai: { apiKey: KEY, baseUrl: null } } };
    const gateway = { adapters: { openai: { testConnection } } };
    setPartialRuntime({ ...base, environment, registry, gateway, keys: { find: () => identity } });
  });
  afterAll(() => database.close());

  const call = async (
    handler: typeof getModel,
    params: Record<string, string | string[]> = {},
    { query = "", method = "GET", body }: { query?: string; method?: string; body?: unknown } = {},
  ) => {
    const request = new Request(`http://127.0.0.1:3000/api/v1/x${query}`, {
      method,
      headers: { authorization: "Bearer gym_test", "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await handler(request, { params: Promise.resolve(params) });
    return { status: response.status, body: (await response.json()) as Body };
  };

  it("find a model by its slug in parts and encoded as one", async () => {
    for (const slug of [["openai", "gpt-5-mini"], ["openai%2Fgpt-5-mini"]]) {
      const { status, body } = await call(getModel, { slug });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        slug: "openai/gpt-5-mini",
        price: { inputPerMillion: 0.25, source: "price_book" },
      });
    }
  });

  it("answer a list as data with the cursor of the next page, filtered by the query", async () => {
    const { body } = await call(listModels, {}, { query: "?provider=openai&limit=2" });
    expect(body.data).toHaveLength(2);
    const next = await call(listModels, {}, { query: `?provider=openai&limit=200&cursor=${body.nextCursor}` });
    expect(next.body.nextCursor).toBeNull();
    expect(JSON.stringify(next.body.data)).not.toContain('"slug":"anthropic/');
  });

  it("answer 201 for a new model and 409 for the second one of the same slug", async () => {
    const input = { method: "POST", body: { provider: "openai", upstream_id: "gpt-5.4-nano" } };
    expect(await call(registerModel, {}, input)).toMatchObject({
      status: 201,
      body: { data: { slug: "openai/gpt-5.4-nano" } },
    });
    expect(await call(registerModel, {}, input)).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  });

  it("answer 409 to the second of two writers of a configuration, and list both versions", async () => {
    const write = (strategy: string) =>
      call(
        putConfiguration,
        { task: "general_chat" },
        { method: "PUT", body: { configuration: { strategy }, expectedVersion: 1 } },
      );
    const results = await Promise.all([write("fastest"), write("best_cost")]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
    const versions = await call(listVersions, { task: "general_chat" });
    expect(versions.body.data).toHaveLength(2);
  });

  it("name the field that is wrong", async () => {
    const body = { configuration: { strategy: "best", model: "GPT 5" } };
    const wrong = await call(putConfiguration, { task: "general_chat" }, { method: "PUT", body });
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_input", field: "configuration.strategy" } },
    });
    const provider = await call(createProvider, {}, { method: "POST", body: { kind: "compatible" } });
    expect(provider).toMatchObject({ status: 400, body: { error: { field: "baseUrl" } } });
    const missing = await call(listVersions, { task: "general_caht" });
    expect(missing).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining("`general_chat`") as string } },
    });
  });

  it("test a connection with the provider's own key, and pass on why it does not work", async () => {
    const listed = await call(listProviders);
    const { id } = (listed.body.data as { id: string; slug: string }[]).find(({ slug }) => slug === "openai")!;
    testConnection.mockResolvedValueOnce({ models: ["gpt-5-mini"], latencyMs: 12 });
    const works = await call(testProvider, { id }, { method: "POST" });
    expect(works).toEqual({ status: 200, body: { data: { models: ["gpt-5-mini"], latencyMs: 12 } } });
    expect(testConnection.mock.calls[0]?.[0].endpoint).toMatchObject({ slug: "openai", apiKey: KEY });
    testConnection.mockRejectedValueOnce(
      new ProviderError("authentication", "Incorrect API key provided", { status: 401 }),
    );
    const fails = await call(testProvider, { id }, { method: "POST" });
    expect(fails).toMatchObject({
      status: 502,
      body: { error: { code: "upstream_failed", details: { kind: "authentication", status: 401 } } },
    });
    expect(JSON.stringify(fails)).not.toContain(KEY);
  });
});
