import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { KEY, registryRuntime, seededCtx, versionInput } from "./test-registry";

describeEachDatabase("model versions", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } });
  });
  afterAll(() => database.close());

  it("get the next number, and exactly one serves", async () => {
    const own = await seededCtx(runtime);
    const first = await registry.publishModelVersion(own, versionInput(["a", "b"]));
    const second = await registry.publishModelVersion(own, versionInput(["a", "b"]));
    const third = await registry.publishModelVersion(own, { ...versionInput(["a", "b", "c"]), activate: false });
    expect([first.version, second.version, third.version]).toEqual(["1.0.0", "1.1.0", "2.0.0"]);
    const active = () =>
      runtime.registry
        .get(own.organizationId)
        .activeVersions.get(registry.versionKey("ticket_classification", "local/tfidf"));
    expect(active()?.id).toBe(second.id);
    await registry.activateModelVersion(own, first.id);
    expect(active()?.id).toBe(first.id);
    const { items } = await registry.listModelVersions(own, { task: "ticket_classification", status: "active" });
    expect(items.map(({ id }) => id)).toEqual([first.id]);
  });

  it("published at the same time get different numbers, and one of them serves", async () => {
    const own = await seededCtx(runtime);
    await Promise.all([1, 2, 3].map(() => registry.publishModelVersion(own, versionInput(["a"]))));
    const { items } = await registry.listModelVersions(own, { model: "local/tfidf" });
    expect(items.map(({ version }) => version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    expect(items.filter(({ status }) => status === "active")).toHaveLength(1);
  });
});
