import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { Configuration, CreateTaskInput, ListConfigurationVersionsQuery } from "./schemas";
import { KEY, addModel, auditOf, putInput, registryRuntime, seededCtx } from "./test-registry";

describeEachDatabase("configurations", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
  });
  afterAll(() => database.close());

  it("become new versions with their audit row, and keep the old ones", async () => {
    const own = await seededCtx(runtime);
    const written = await registry.putConfiguration(own, "general_chat", putInput({ strategy: "fastest" }, 1));
    expect(written).toMatchObject({
      version: 2,
      isCurrent: true,
      createdBy: "Ada",
      configuration: { strategy: "fastest" },
    });
    expect(await registry.getConfiguration(own, "general_chat")).toEqual(written);
    const { items } = await registry.listConfigurationVersions(
      own,
      "general_chat",
      ListConfigurationVersionsQuery.parse({}),
    );
    expect(items.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
      [2, true],
      [1, false],
    ]);
    const [entry] = await auditOf(own, "general_chat");
    expect(entry).toMatchObject({ action: "configuration.put", before: { version: 1 }, after: { version: 2 } });
  });

  it("written at the same time never lose one: one succeeds, the others are told", async () => {
    const own = await seededCtx(runtime);
    const results = await Promise.allSettled(
      ["best_quality", "best_cost", "fastest", "balanced"].map((strategy) =>
        registry.putConfiguration(own, "general_chat", putInput({ strategy }, 1)),
      ),
    );
    const failures = results.filter((result) => result.status === "rejected");
    expect(failures).toHaveLength(3);
    for (const { reason } of failures) expect(reason).toMatchObject({ code: "conflict" });
    const { items } = await registry.listConfigurationVersions(
      own,
      "general_chat",
      ListConfigurationVersionsQuery.parse({}),
    );
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    expect(await auditOf(own, "general_chat")).toHaveLength(1);
  });

  it("written at the same time without an expected version are all in the history or refused", async () => {
    const own = await seededCtx(runtime);
    const results = await Promise.allSettled(
      ["best_quality", "best_cost", "fastest"].map((strategy) =>
        registry.putConfiguration(own, "general_chat", putInput({ strategy })),
      ),
    );
    const { items } = await registry.listConfigurationVersions(
      own,
      "general_chat",
      ListConfigurationVersionsQuery.parse({}),
    );
    expect(items).toHaveLength(1 + results.filter(({ status }) => status === "fulfilled").length);
  });

  it("are restored byte for byte by a rollback, as a new version", async () => {
    const own = await seededCtx(runtime);
    const content = {
      strategy: "best_cost",
      fallbacks: ["openai/gpt-5-mini"],
      parameters: { temperature: 0.1, stop: ["END"] },
      systemPrompt: "Antworte höflich. “Zitate” und 🎟",
      timeouts: { totalMs: 9_000 },
    };
    await registry.putConfiguration(own, "general_chat", putInput(content));
    await registry.putConfiguration(own, "general_chat", putInput({ strategy: "fastest" }));
    const back = await registry.rollbackConfiguration(own, "general_chat", { version: 2 });
    expect(back).toMatchObject({ version: 4, reason: "Back to version 2", isCurrent: true });
    const rows = await database.db.$queryRaw<{ version: number; content: string }[]>`
      select version, configuration::text as content from task_configurations
      where organization_id = ${own.organizationId}::uuid and task_slug = 'general_chat'`;
    const contentOf = (version: number) => rows.find((row) => row.version === version)?.content;
    expect(contentOf(4)).toBe(contentOf(2));
    expect(contentOf(4)).not.toBe(contentOf(3));
    await expect(registry.rollbackConfiguration(own, "general_chat", { version: 99 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("return to the default by a reset", async () => {
    const own = await seededCtx(runtime);
    const first = await registry.getConfiguration(own, "code_review");
    await registry.putConfiguration(own, "code_review", putInput({ strategy: "fastest" }));
    const reset = await registry.resetConfiguration(own, "code_review", { expectedVersion: 2 });
    expect(reset.configuration).toEqual(first.configuration);
    expect(reset.version).toBe(3);
  });

  it("that name an unknown model or provider are refused with the nearest name, and change nothing", async () => {
    const own = await seededCtx(runtime);
    const wrong = [
      [{ model: "openai/gpt-5-mni" }, "configuration.model", "openai/gpt-5-mini"],
      [{ candidates: ["local/nb", "local/tfdif"] }, "configuration.candidates", "local/tfidf"],
      [{ fallbacks: ["anthropic/claude-sonet-5"] }, "configuration.fallbacks", "anthropic/claude-sonnet-5"],
      [{ constraints: { allowedProviders: ["opena"] } }, "configuration.constraints.allowedProviders", "openai"],
    ] as const;
    for (const [configuration, field, nearest] of wrong) {
      await expect(registry.putConfiguration(own, "general_chat", putInput(configuration))).rejects.toMatchObject({
        code: "invalid_input",
        field,
        message: expect.stringContaining(`did you mean \`${nearest}\`?`) as string,
      });
    }
    expect((await registry.getConfiguration(own, "general_chat")).version).toBe(1);
  });

  it("never come to name a model that is deleted at the same moment", async () => {
    const own = await seededCtx(runtime);
    const { slug } = await addModel(own);
    await Promise.allSettled([
      registry.deleteModel(own, slug),
      registry.putConfiguration(own, "general_chat", putInput({ model: slug })),
    ]);
    const { models, tasks } = await runtime.registry.refresh(own.organizationId);
    const { model } = tasks.get("general_chat")!.configuration;
    expect(model === null || models.has(model)).toBe(true);
  });
});

describeEachDatabase("tasks", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    ctx = await seededCtx(runtime);
  });
  afterAll(() => database.close());

  it("can be added with a configuration of their own or the default of their kind", async () => {
    const own = await seededCtx(runtime);
    const task = await registry.createTask(
      own,
      CreateTaskInput.parse({ slug: "faq_search", name: "FAQ", kind: "retrieval" }),
    );
    expect(task).toMatchObject({ isBuiltIn: false, configurationVersion: 1 });
    const { configuration } = await registry.getConfiguration(own, "faq_search");
    expect(Configuration.parse(configuration)).toMatchObject({ strategy: "best_cost", retrieval: null });
    await expect(
      registry.createTask(own, CreateTaskInput.parse({ slug: "faq_search", name: "Again" })),
    ).rejects.toMatchObject({ code: "conflict", field: "slug" });
    await registry.updateTask(own, "faq_search", { category: "general" });
    expect(runtime.registry.get(own.organizationId).tasks.get("faq_search")?.task.category).toBe("general");
    expect((await auditOf(own, "faq_search")).map(({ action }) => action)).toEqual(["task.create", "task.update"]);
  });

  it("that do not exist are not found, whatever characters the name has", async () => {
    await expect(registry.getTask(ctx, "ticket_clasification")).rejects.toMatchObject({
      message: expect.stringContaining("did you mean `ticket_classification`?") as string,
    });
    await expect(registry.getTask(ctx, "a\0b")).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.getModel(ctx, "a\0b")).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.getProvider(ctx, "a\0b")).rejects.toMatchObject({ code: "not_found" });
  });
});
