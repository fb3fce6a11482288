import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { CreateProviderInput } from "./schemas";
import { KEY, addModel, addProvider, auditOf, putInput, registryRuntime, seededCtx } from "./test-registry";

describeEachDatabase("providers", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
  });
  afterAll(() => database.close());

  it("never show their key, store it unreadably, and offer it to calls only", async () => {
    const own = await seededCtx(runtime);
    const provider = await addProvider(own, { apiKey: KEY });
    expect(provider).toMatchObject({ keyHint: "…cdef", status: "ready", baseUrl: "http://10.0.0.5:8000/v1" });
    const row = await database.db.provider.findFirstOrThrow({ where: { id: provider.id } });
    const audit = await auditOf(own, provider.id);
    const listed = await registry.listProviders(own);
    for (const shown of [provider, row, audit, listed]) expect(JSON.stringify(shown)).not.toContain(KEY);
    expect(audit).toHaveLength(1);
    expect(await registry.endpointOf(own, provider.id)).toMatchObject({
      kind: "compatible",
      endpoint: { apiKey: KEY, isUserSupplied: true },
    });
    expect(runtime.registry.get(own.organizationId).providers.get("my-vllm")?.endpoint.apiKey).toBe(KEY);
  });

  it("of a vendor bring the vendor's models, also as a second account", async () => {
    const own = await seededCtx(runtime);
    await registry.createProvider(own, CreateProviderInput.parse({ kind: "anthropic", apiKey: KEY }));
    await registry.createProvider(own, CreateProviderInput.parse({ kind: "openai", slug: "openai-eu", apiKey: KEY }));
    expect(await registry.getModel(own, "anthropic/claude-sonnet-5")).toMatchObject({ status: "ready" });
    expect(await registry.getModel(own, "openai-eu/gpt-5-mini")).toMatchObject({
      price: { inputPerMillion: 0.25 },
      isBuiltIn: false,
    });
  });

  it("cannot take a slug twice, nor the name of another kind", async () => {
    const own = await seededCtx(runtime);
    await expect(addProvider(own, { slug: "openai" })).rejects.toMatchObject({ code: "invalid_input", field: "slug" });
    await expect(
      registry.createProvider(own, CreateProviderInput.parse({ kind: "openai", apiKey: KEY })),
    ).rejects.toMatchObject({ code: "conflict", field: "slug" });
  });

  it("do not send a stored key to a new address without being given it again", async () => {
    const own = await seededCtx(runtime);
    const { id } = await addProvider(own, { apiKey: KEY });
    const moved = { baseUrl: "http://elsewhere.test/v1" };
    await expect(registry.updateProvider(own, id, moved)).rejects.toMatchObject({
      code: "invalid_input",
      field: "apiKey",
    });
    const updated = await registry.updateProvider(own, id, { ...moved, apiKey: `${KEY}-new` });
    expect(updated).toMatchObject({ ...moved, keyHint: "…-new" });
  });

  it("of the environment can be disabled, but keep their key and stay", async () => {
    const own = await seededCtx(runtime);
    const openai = (await registry.listProviders(own)).items.find(({ slug }) => slug === "openai")!;
    await expect(registry.updateProvider(own, openai.id, { apiKey: KEY })).rejects.toMatchObject({ code: "conflict" });
    await expect(registry.deleteProvider(own, openai.id)).rejects.toMatchObject({ code: "conflict" });
    await registry.updateProvider(own, openai.id, { isEnabled: false });
    expect(await registry.getModel(own, "openai/gpt-5-mini")).toMatchObject({ status: "provider_disabled" });
  });

  it("take their own models with them when deleted, unless a configuration names one", async () => {
    const own = await seededCtx(runtime);
    const { id } = await addProvider(own);
    const { slug } = await addModel(own, { provider: "my-vllm", upstreamId: "llama" });
    await registry.putConfiguration(own, "general_chat", putInput({ model: slug }));
    await expect(registry.deleteProvider(own, id)).rejects.toMatchObject({
      code: "conflict",
      details: { tasks: ["general_chat"] },
    });
    await registry.resetConfiguration(own, "general_chat", {});
    await registry.deleteProvider(own, id);
    await expect(registry.getModel(own, slug)).rejects.toMatchObject({ code: "not_found" });
  });

  it("with a key of another encryption key are shown as unreadable, and harm no other", async () => {
    const own = await seededCtx(runtime);
    const { id } = await addProvider(own, { apiKey: KEY });
    await database.db.provider.updateMany({ where: { id }, data: { encryptedKey: "v1.00000000.AAAA" } });
    const snapshot = await runtime.registry.refresh(own.organizationId);
    expect(snapshot.providers.get("my-vllm")).toMatchObject({ status: "key_unreadable", endpoint: { apiKey: null } });
    expect(snapshot.providers.get("openai")?.status).toBe("ready");
    await expect(registry.endpointOf(own, id)).rejects.toMatchObject({ code: "conflict" });
  });
});
