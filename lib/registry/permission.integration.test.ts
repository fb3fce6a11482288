import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import * as registry from "./index";
import {
  CreateTaskInput,
  ListConfigurationVersionsQuery,
  ListModelsQuery,
  ListTasksQuery,
  StatePriceInput,
} from "./schemas";
import { KEY, addModel, addProvider, putInput, registryRuntime, seededCtx, versionInput } from "./test-registry";

describeEachDatabase("permission in the registry", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    ctx = await seededCtx(runtime);
  });
  afterAll(() => database.close());

  const viewer = () => testCtx(runtime, ctx.organizationId, "viewer");
  const member = () => testCtx(runtime, ctx.organizationId, "member");
  const writes: Record<string, (own: Ctx) => Promise<unknown>> = {
    registerModel: (own) => addModel(own),
    updateModel: (own) => registry.updateModel(own, "openai/gpt-5-mini", { name: "x" }),
    statePrice: (own) => registry.statePrice(own, "openai/gpt-5-mini", StatePriceInput.parse({ price: null })),
    withdrawPrice: (own) => registry.withdrawPrice(own, newId()),
    restorePrice: (own) => registry.restorePrice(own, newId()),
    deleteModel: (own) => registry.deleteModel(own, "openai/gpt-5-mini"),
    createProvider: (own) => addProvider(own),
    updateProvider: (own) => registry.updateProvider(own, newId(), {}),
    deleteProvider: (own) => registry.deleteProvider(own, newId()),
    endpointOf: (own) => registry.endpointOf(own, newId()),
    createTask: (own) => registry.createTask(own, CreateTaskInput.parse({ slug: "x", name: "x" })),
    updateTask: (own) => registry.updateTask(own, "general_chat", { name: "x" }),
    putConfiguration: (own) => registry.putConfiguration(own, "general_chat", putInput({})),
    resetConfiguration: (own) => registry.resetConfiguration(own, "general_chat", {}),
    rollbackConfiguration: (own) => registry.rollbackConfiguration(own, "general_chat", { version: 1 }),
    publishModelVersion: (own) => registry.publishModelVersion(own, versionInput(["a"])),
    activateModelVersion: (own) => registry.activateModelVersion(own, newId()),
  };

  it.each(Object.entries(writes))("%s refuses a read-only actor", async (_name, write) => {
    await expect(write(viewer())).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each(["createProvider", "updateProvider", "deleteProvider"])("%s needs an administrator", async (name) => {
    await expect(writes[name]!(member())).rejects.toMatchObject({ code: "forbidden" });
  });
});

describeEachDatabase("isolation in the registry", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
  });
  afterAll(() => database.close());

  it("every list shows only what the caller may see", async () => {
    const [mine, theirs] = [await seededCtx(runtime), await seededCtx(runtime)];
    const provider = await addProvider(mine);
    const { slug } = await addModel(mine);
    await registry.createTask(mine, CreateTaskInput.parse({ slug: "secret_task", name: "Secret" }));
    await registry.putConfiguration(mine, "general_chat", putInput({ strategy: "fastest" }));
    const version = await registry.publishModelVersion(mine, versionInput(["a"]));

    const models = await registry.listModels(theirs, ListModelsQuery.parse({ limit: 200 }));
    expect(models.items.map((model) => model.slug)).not.toContain(slug);
    expect((await registry.listProviders(theirs)).items.map(({ id }) => id)).not.toContain(provider.id);
    const tasks = await registry.listTasks(theirs, ListTasksQuery.parse({ limit: 200 }));
    expect(tasks.items.map((task) => task.slug)).not.toContain("secret_task");
    const versions = await registry.listConfigurationVersions(
      theirs,
      "general_chat",
      ListConfigurationVersionsQuery.parse({}),
    );
    expect(versions.items).toHaveLength(1);
    expect((await registry.listModelVersions(theirs)).items).toEqual([]);
    await expect(registry.getProvider(theirs, provider.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.getModelVersion(theirs, version.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.deleteModel(theirs, slug)).rejects.toMatchObject({ code: "not_found" });
  });
});
