import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createView, deleteView, listViews, updateView } from "./index";
import { CreateViewInput } from "./schemas";

describeEachDatabase("saved views", (open) => {
  let database: TestDatabase;
  let ada: Ctx;
  let bob: Ctx;
  let viewer: Ctx;
  let stranger: Ctx;

  beforeAll(async () => {
    database = await open();
    const runtime = testRuntime({ db: database.db });
    const organizationId = await insertTestOrganization(database.db);
    ada = testCtx(runtime, organizationId, "member");
    bob = testCtx(runtime, organizationId, "member");
    viewer = testCtx(runtime, organizationId, "viewer");
    stranger = testCtx(runtime, await insertTestOrganization(database.db));
  });
  afterAll(() => database.close());

  const save = (ctx: Ctx, input: Partial<CreateViewInput> = {}) =>
    createView(ctx, CreateViewInput.parse({ page: "executions", name: "Failed", search: "status=failed", ...input }));
  const names = async (ctx: Ctx) => (await listViews(ctx, { page: "executions" })).items.map(({ name }) => name);

  it("are seen by who made them, by all others only when shared, and never by another organization", async () => {
    await save(ada, { name: "Mine" });
    await save(ada, { name: "Ours", isShared: true });
    expect(await names(ada)).toEqual(["Mine", "Ours"]);
    expect(await names(bob)).toEqual(["Ours"]);
    expect(await names(stranger)).toEqual([]);
    expect((await listViews(bob, { page: "costs" })).items).toEqual([]);
  });

  it("have a name of their own, for each page and person", async () => {
    await save(ada, { name: "Twice" });
    await expect(save(ada, { name: "Twice" })).rejects.toMatchObject({ code: "conflict" });
    await save(ada, { name: "Twice", page: "costs" });
    await save(bob, { name: "Twice" });
    const both = await Promise.allSettled([save(bob, { name: "Race" }), save(bob, { name: "Race" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("are changed and deleted by who made them, or by an admin when they are shared", async () => {
    const own = await save(ada, { name: "Own" });
    const shared = await save(ada, { name: "Shared", isShared: true });
    await expect(updateView(bob, own.id, { name: "x" })).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteView(bob, shared.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteView(stranger, shared.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteView(ada, "no-id")).rejects.toMatchObject({ code: "not_found" });
    expect(await updateView(ada, own.id, { search: "status=partial" })).toMatchObject({ search: "status=partial" });
    const admin = testCtx(ada.runtime, ada.organizationId, "admin");
    expect(await deleteView(admin, shared.id)).toMatchObject({ name: "Shared" });
    expect(await names(ada)).not.toContain("Shared");
  });

  it("can be kept by whoever may look, but shared only by whoever may write", async () => {
    const own = await save(viewer, { name: "Looked at" });
    await expect(save(viewer, { name: "For all", isShared: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateView(viewer, own.id, { isShared: true })).rejects.toMatchObject({ code: "forbidden" });
    await deleteView(viewer, own.id);
    expect(await names(viewer)).not.toContain("Looked at");
  });

  it("hold filters of an address and nothing that leads elsewhere", () => {
    const parse = (input: object) => CreateViewInput.safeParse({ page: "costs", name: "a", search: "", ...input });
    expect(parse({ search: "by=tag&range=2026-03-01T00:00Z..2026-03-02T00:00Z&task=a%20b" }).success).toBe(true);
    for (const search of ["<script>", "a=b#c", "a=\nb", "x".repeat(2_001), 7])
      expect(parse({ search }).success).toBe(false);
    for (const wrong of [{ name: " " }, { name: "x".repeat(81) }, { page: "nowhere" }, { owner: "me" }])
      expect(parse(wrong).success).toBe(false);
  });
});
