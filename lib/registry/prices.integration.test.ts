import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import * as registry from "./index";
import { StatePriceInput } from "./schemas";
import { KEY, addModel, addProvider, auditOf, registryRuntime, seededCtx } from "./test-registry";

const MODEL = "openai/gpt-5-mini";
const NOW = new Date("2026-10-01T12:00:00.000Z");

describeEachDatabase("stated prices", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = registryRuntime(database.db, { openai: { apiKey: KEY, baseUrl: null } }, { now: () => NOW });
  });
  afterAll(() => database.close());

  const state = (ctx: Ctx, inputPerMillion: number | null, bounds: object = {}) =>
    registry.statePrice(
      ctx,
      MODEL,
      StatePriceInput.parse({
        price: inputPerMillion === null ? null : { inputPerMillion, outputPerMillion: 2 * inputPerMillion },
        ...bounds,
      }),
    );
  const inputPrice = async (ctx: Ctx) => (await registry.getModel(ctx, MODEL)).price?.inputPerMillion;
  const priceIn = (ctx: Ctx, at: string) =>
    runtime.registry.get(ctx.organizationId).models.get(MODEL)!.priceAt(Date.parse(at))?.inputPerMillion;

  it("hold from now on, and leave the past as it was", async () => {
    const ctx = await seededCtx(runtime);
    expect(await state(ctx, 7)).toMatchObject({
      model: MODEL,
      validFrom: NOW.toISOString(),
      validTo: null,
      isInForce: true,
      createdBy: "Ada",
    });
    expect(await inputPrice(ctx)).toBe(7);
    expect(priceIn(ctx, "2026-10-01T12:00:00Z")).toBe(7);
    expect(priceIn(ctx, "2026-10-01T11:59:59Z")).toBe(0.25);
  });

  it("hold for the time that they name, and the next change is known", async () => {
    const ctx = await seededCtx(runtime);
    await state(ctx, 3, { validFrom: "2026-09-01T00:00:00Z", validTo: "2026-09-15T00:00:00Z" });
    await state(ctx, 5, { validFrom: "2026-11-01T00:00:00Z" });
    const instants = ["2026-08-31", "2026-09-01", "2026-09-14", "2026-09-15", "2026-10-31", "2026-11-01"];
    expect(instants.map((day) => priceIn(ctx, `${day}T00:00:00Z`))).toEqual([0.25, 3, 3, 0.25, 0.25, 5]);
    const history = await registry.priceHistory(ctx, MODEL);
    expect(history).toMatchObject({
      current: { source: "price_book" },
      base: { inputPerMillion: 0.25 },
      changesAt: "2026-11-01T00:00:00.000Z",
    });
    expect(history.statements.map(({ isInForce }) => isInForce)).toEqual([false, false]);
  });

  it("are never lost: each new one, a withdrawal and its undo stay in the history and in the audit log", async () => {
    const ctx = await seededCtx(runtime);
    const first = await state(ctx, 3);
    const second = await state(ctx, 4);
    expect(await inputPrice(ctx)).toBe(4);
    expect(await registry.withdrawPrice(ctx, second.id)).toMatchObject({ isInForce: false, withdrawnBy: "Ada" });
    expect(await inputPrice(ctx)).toBe(3);
    await expect(registry.withdrawPrice(ctx, second.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await registry.restorePrice(ctx, second.id)).toMatchObject({ isInForce: true, withdrawnAt: null });
    await expect(registry.restorePrice(ctx, second.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await inputPrice(ctx)).toBe(4);
    await state(ctx, null);
    expect(await inputPrice(ctx)).toBe(0.25);
    const { statements } = await registry.priceHistory(ctx, MODEL);
    expect(statements.map(({ price }) => price?.inputPerMillion ?? null)).toEqual([null, 4, 3]);
    expect(statements.at(-1)?.id).toBe(first.id);
    expect((await auditOf(ctx, MODEL)).map(({ action }) => action).sort()).toEqual([
      "model.price",
      "model.price",
      "model.price",
      "model.price_restore",
      "model.price_withdraw",
    ]);
  });

  it("given when a model is registered hold since ever, and are gone when another model gets its name", async () => {
    const ctx = await seededCtx(runtime);
    await addProvider(ctx);
    const add = (price?: object) => addModel(ctx, { provider: "my-vllm", upstreamId: "qwen", price });
    const { slug } = await add({ inputPerMillion: 1, outputPerMillion: 2 });
    const since = () => runtime.registry.get(ctx.organizationId).models.get(slug)!.priceAt(0)?.inputPerMillion;
    expect(since()).toBe(1);
    await registry.deleteModel(ctx, slug);
    expect((await add()).price).toBeNull();
    expect(since()).toBeUndefined();
  });

  it("of models that cost their CPU time, for a time that ends before it begins, or of nobody's model are refused", async () => {
    const ctx = await seededCtx(runtime);
    const price = { inputPerMillion: 1, outputPerMillion: 2 };
    const refusedBy = (slug: string, bounds: object = {}) =>
      registry.statePrice(ctx, slug, StatePriceInput.parse({ price, ...bounds })).catch((error: unknown) => error);
    expect(await refusedBy("local/nb")).toMatchObject({ code: "invalid_input", field: "price" });
    expect(await refusedBy(MODEL, { validTo: "2026-09-30T00:00:00Z" })).toMatchObject({ field: "validTo" });
    expect(await refusedBy("openai/gpt-5-mni")).toMatchObject({ code: "not_found" });
  });

  it("of another organization are not found", async () => {
    const [mine, theirs] = [await seededCtx(runtime), await seededCtx(runtime)];
    const { id } = await state(mine, 3);
    for (const change of [registry.withdrawPrice, registry.restorePrice]) {
      await expect(change(theirs, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(change(mine, "no-id")).rejects.toMatchObject({ code: "not_found" });
      await expect(change(mine, newId())).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await registry.priceHistory(theirs, MODEL)).statements).toEqual([]);
  });

  it("made at the same moment have an order", async () => {
    const ctx = await seededCtx(runtime);
    await Promise.all([3, 4, 5, 6].map((price) => state(ctx, price)));
    const { statements } = await registry.priceHistory(ctx, MODEL);
    expect(new Set(statements.map(({ createdAt }) => createdAt)).size).toBe(4);
    expect(statements.filter(({ isInForce }) => isInForce).map(({ id }) => id)).toEqual([statements[0]!.id]);
    expect(await inputPrice(ctx)).toBe(statements[0]!.price!.inputPerMillion);
  });
});
