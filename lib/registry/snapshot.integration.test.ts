import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { createLog } from "@/lib/platform/log";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { CreateTaskInput, ListModelsQuery } from "./schemas";
import { KEY, addModel, putInput, registryRuntime, seededCtx, versionInput, watched } from "./test-registry";

describeEachDatabase("a new organization", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    ctx = await seededCtx(runtime);
  });
  afterAll(() => database.close());

  it("gives an organization the catalogue, its providers and fifteen tasks in version 1", async () => {
    const snapshot = runtime.registry.get(ctx.organizationId);
    expect(snapshot.tasks.size).toBe(15);
    expect(snapshot.tasks.get("general_chat")?.configurationVersion).toBe(1);
    expect([...snapshot.providers.keys()].sort()).toEqual(["local", "openai"]);
    expect(snapshot.models.get("openai/gpt-5-mini")).toMatchObject({ status: "ready", providerKind: "openai" });
    expect(snapshot.models.get("anthropic/claude-sonnet-5")).toMatchObject({
      status: "no_key",
      providerKind: "anthropic",
    });
    expect(snapshot.models.get("local/nb")?.price).toMatchObject({ source: "local_compute", perCpuHour: 0.05 });
  });

  it("changes nothing the second time, and leaves what people changed", async () => {
    const own = await seededCtx(runtime);
    await registry.updateModel(own, "openai/gpt-5-mini", { name: "Our favourite" });
    const before = await registry.listModels(own, ListModelsQuery.parse({ limit: 200 }));
    const { environmentProviders } = registry;
    await registry.seedOrganization(
      database.db,
      own.organizationId,
      own.now(),
      environmentProviders(runtime.environment),
    );
    expect(await registry.listModels(own, ListModelsQuery.parse({ limit: 200 }))).toEqual(before);
  });

  it("adds a provider whose key appears, and keeps one whose key vanished, without routing to it", async () => {
    const own = await seededCtx(runtime);
    const later = registryRuntime(database.db, { groq: { apiKey: KEY, baseUrl: null } });
    const result = await registry.syncEnvironmentProviders(
      database.db,
      own.organizationId,
      own.now(),
      registry.environmentProviders(later.environment),
    );
    expect(result).toEqual({ providersAdded: 1, modelsAdded: 0 });
    const snapshot = await later.registry.ensureLoaded(own.organizationId);
    expect(snapshot.models.get("groq/openai/gpt-oss-20b")?.status).toBe("ready");
    expect(snapshot.models.get("openai/gpt-5-mini")?.status).toBe("no_key");
    expect(snapshot.providers.get("openai")).toMatchObject({ status: "no_key", endpoint: { apiKey: null } });
  });

  it("gets the simulator and its models once its address is configured, with prices said to be simulated", async () => {
    const own = await seededCtx(runtime);
    expect(runtime.registry.get(own.organizationId).models.has("simulator/sim-fast")).toBe(false);
    const simulator = [{ kind: "simulator", apiKey: null, baseUrl: "http://127.0.0.1:4010/v1" }] as const;
    const result = await registry.syncEnvironmentProviders(database.db, own.organizationId, own.now(), simulator);
    expect(result).toEqual({ providersAdded: 1, modelsAdded: 5 });
    const model = await registry.getModel(own, "simulator/sim-smart");
    expect(model.price).toMatchObject({
      inputPerMillion: 3,
      outputPerMillion: 15,
      note: "Simulated: nothing is charged",
    });
    expect(model.costEfficiency).toBeNull();
  });
});

describeEachDatabase("the registry snapshot", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    ctx = await seededCtx(runtime);
  });
  afterAll(() => database.close());

  it("holds the endpoint of a provider of the environment, which is not user supplied", () => {
    expect(runtime.registry.get(ctx.organizationId).providers.get("openai")?.endpoint).toEqual({
      slug: "openai",
      baseUrl: "https://api.openai.com/v1",
      apiKey: KEY,
      isUserSupplied: false,
    });
  });

  it("cannot be changed by what reads it", () => {
    const snapshot = runtime.registry.get(ctx.organizationId);
    const { configuration } = snapshot.tasks.get("general_chat")!;
    expect(() => Object.assign(configuration, { strategy: "fastest" })).toThrow(TypeError);
    expect(() => Object.assign(snapshot.modelList[0]!, { status: "disabled" })).toThrow(TypeError);
  });

  it("refuses an organization that was never loaded", () => {
    expect(() => runtime.registry.get(newId())).toThrow(expect.objectContaining({ code: "unavailable" }));
  });

  it("has the write of every verb as soon as the verb has answered", async () => {
    const own = await seededCtx(runtime);
    await registry.updateModel(own, "openai/gpt-5-mini", { isEnabled: false });
    expect(runtime.registry.get(own.organizationId).models.get("openai/gpt-5-mini")?.status).toBe("disabled");
    await Promise.all(
      ["a", "b", "c"].map((slug) => registry.createTask(own, CreateTaskInput.parse({ slug, name: slug }))),
    );
    const { tasks } = runtime.registry.get(own.organizationId);
    expect(["a", "b", "c"].every((slug) => tasks.has(slug))).toBe(true);
  });

  it("learns of changes that another process made, deletions included", async () => {
    const own = await seededCtx(runtime);
    const other = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
    await other.registry.start();
    try {
      const seen = () => other.registry.get(own.organizationId);
      await addModel(own);
      await expect.poll(() => seen().models.has("openai/gpt-5.4-mini"), { timeout: 5_000 }).toBe(true);
      await registry.putConfiguration(own, "general_chat", putInput({ strategy: "fastest" }));
      await expect.poll(() => seen().tasks.get("general_chat")?.configurationVersion, { timeout: 5_000 }).toBe(2);
      await registry.publishModelVersion(own, versionInput(["a", "b"]));
      await expect.poll(() => seen().activeVersions.size, { timeout: 5_000 }).toBe(1);
      await registry.deleteModel(own, "openai/gpt-5.4-mini");
      await expect.poll(() => seen().models.has("openai/gpt-5.4-mini"), { timeout: 5_000 }).toBe(false);
    } finally {
      await other.registry.stop();
    }
  });

  it("keeps its revision while nothing changes, and follows a change of prices by date", async () => {
    const own = await seededCtx(runtime);
    let looks = 0;
    let now = new Date("2026-12-31T23:50:00Z");
    const db = watched(database.db, (name) => (looks += name === "$queryRaw" ? 1 : 0));
    const other = registryRuntime(db, {}, { now: () => now });
    await other.registry.start();
    try {
      const seen = () => other.registry.get(own.organizationId);
      const { revision } = seen();
      const before = looks;
      await expect.poll(() => looks - before, { timeout: 5_000 }).toBeGreaterThan(3);
      expect(seen().revision).toBe(revision);
      const priceOf = () => seen().models.get("gemini/gemini-3.6-flash")?.price?.inputPerMillion;
      expect(priceOf()).toBe(0.75);
      now = new Date("2027-01-01T00:00:00Z");
      await expect.poll(priceOf, { timeout: 5_000 }).toBe(1.5);
    } finally {
      await other.registry.stop();
    }
  });

  it("serves its last state while the database is down, says so once, and follows it again afterwards", async () => {
    const own = await seededCtx(runtime);
    let isDown = false;
    let failures = 0;
    const db = watched(database.db, () => {
      if (!isDown) return;
      failures += 1;
      throw new Error("Connection terminated");
    });
    const log = createLog({ level: "silent", isReadable: false });
    const warn = vi.spyOn(log, "warn");
    const other = registryRuntime(db, {}, { log });
    await other.registry.start();
    try {
      isDown = true;
      await registry.updateTask(own, "general_chat", { name: "Renamed" });
      await expect.poll(() => failures, { timeout: 5_000 }).toBeGreaterThan(3);
      expect(other.registry.get(own.organizationId).tasks.get("general_chat")?.task.name).toBe("General chat");
      expect(warn).toHaveBeenCalledTimes(1);
      isDown = false;
      const nameNow = () => other.registry.get(own.organizationId).tasks.get("general_chat")?.task.name;
      await expect.poll(nameNow, { timeout: 5_000 }).toBe("Renamed");
    } finally {
      await other.registry.stop();
    }
  });

  it("of one organization that cannot be read leaves the others fresh", async () => {
    const [broken, healthy] = [await seededCtx(runtime), await seededCtx(runtime)];
    await database.db.task.updateMany({ where: { organizationId: broken.organizationId }, data: { kind: "nonsense" } });
    const other = registryRuntime(database.db);
    await other.registry.start();
    await other.registry.stop();
    expect(other.registry.get(healthy.organizationId).tasks.size).toBe(15);
    expect(() => other.registry.get(broken.organizationId)).toThrow(expect.objectContaining({ code: "unavailable" }));
    await database.db.organization.delete({ where: { id: broken.organizationId } });
  });
});
