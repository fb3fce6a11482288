import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { ListModelsQuery } from "./schemas";
import { KEY, addModel, addProvider, auditOf, putInput, registryRuntime, seededCtx } from "./test-registry";

describeEachDatabase("models", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    ctx = await seededCtx(runtime);
  });
  afterAll(() => database.close());

  it("are listed in pages that neither repeat nor skip one", async () => {
    const all = await registry.listModels(ctx, ListModelsQuery.parse({ limit: 200 }));
    const slugs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await registry.listModels(ctx, ListModelsQuery.parse({ limit: 7, cursor }));
      slugs.push(...page.items.map(({ slug }) => slug));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(slugs).toEqual(all.items.map(({ slug }) => slug));
    expect(slugs.length).toBeGreaterThan(20);
  });

  it("can be filtered by provider, capability, kind, status and text", async () => {
    const list = async (query: object) =>
      (await registry.listModels(ctx, ListModelsQuery.parse({ limit: 200, ...query }))).items;
    expect((await list({ provider: "local" })).map(({ slug }) => slug)).toContain("local/council");
    expect((await list({ capability: "vision" })).every(({ capabilities }) => capabilities.includes("vision"))).toBe(
      true,
    );
    expect((await list({ kind: "classifier" })).length).toBe(5);
    expect((await list({ status: "no_key" })).every(({ providerSlug }) => providerSlug !== "openai")).toBe(true);
    expect((await list({ q: "CLAUDE" })).length).toBeGreaterThanOrEqual(4);
    expect(await list({ isEnabled: "false" })).toEqual([]);
  });

  it("take price and context window from the price book when registered", async () => {
    const own = await seededCtx(runtime);
    const model = await addModel(own);
    expect(model).toMatchObject({
      slug: "openai/gpt-5.4-mini",
      contextWindow: 400_000,
      price: { inputPerMillion: 0.75, source: "price_book" },
      isBuiltIn: false,
      status: "ready",
    });
    await expect(addModel(own)).rejects.toMatchObject({ code: "conflict", field: "slug" });
    expect((await auditOf(own, model.slug)).map(({ action }) => action)).toEqual(["model.register"]);
  });

  it("have an unknown price when nobody states one", async () => {
    const own = await seededCtx(runtime);
    await addProvider(own);
    const model = await addModel(own, { provider: "my-vllm", upstreamId: "Qwen/Qwen3-8B" });
    expect(model).toMatchObject({
      slug: "my-vllm/qwen/qwen3-8b",
      upstreamId: "Qwen/Qwen3-8B",
      price: null,
      costEfficiency: null,
    });
  });

  it("use a stated price until it is taken back", async () => {
    const own = await seededCtx(runtime);
    const stated = { inputPerMillion: 1, outputPerMillion: 2, cacheReadPerMillion: null, cacheWritePerMillion: null };
    const changed = await registry.updateModel(own, "openai/gpt-5-mini", { price: stated });
    expect(changed.price).toMatchObject({ inputPerMillion: 1, source: "override" });
    const restored = await registry.updateModel(own, "openai/gpt-5-mini", { price: null });
    expect(restored.price).toMatchObject({ inputPerMillion: 0.25, source: "price_book" });
  });

  it("of the catalogue can be disabled but not deleted", async () => {
    const own = await seededCtx(runtime);
    await expect(registry.deleteModel(own, "openai/gpt-5-mini")).rejects.toMatchObject({ code: "conflict" });
  });

  it("cannot be deleted while a configuration names them, which is said", async () => {
    const own = await seededCtx(runtime);
    const { slug } = await addModel(own);
    await registry.putConfiguration(own, "general_chat", putInput({ fallbacks: [slug] }));
    await expect(registry.deleteModel(own, slug)).rejects.toMatchObject({
      code: "conflict",
      details: { tasks: ["general_chat"] },
    });
    await registry.resetConfiguration(own, "general_chat", {});
    await expect(registry.deleteModel(own, slug)).resolves.toEqual({ slug });
  });

  it("are suggested when the name is nearly right", async () => {
    await expect(registry.getModel(ctx, "openai/gpt5-mini")).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("did you mean `openai/gpt-5-mini`?") as string,
    });
    await expect(addModel(ctx, { provider: "opnai" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("did you mean `openai`?") as string,
    });
  });
});
