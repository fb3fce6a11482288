import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx } from "@/lib/platform/test-runtime";
import { getModel } from "./get-model";
import { getPriceCheck, importPriceList, listPriceChecks, takeOverPrice } from "./price-checks";
import { ImportPriceListQuery, PriceList, TakeOverPriceInput } from "./schemas";
import { withdrawPrice } from "./state-price";
import { addModel, addProvider, auditOf, registryRuntime, seededCtx } from "./test-registry";

const MINI = "openai/gpt-5-mini";

/** Our price of GPT-5 mini is 0.25 in, 2 out, 0.025 from the cache. */
const LIST = PriceList.parse({
  meta: { unit: "USD per token", generated: "2026-11-20" },
  models: [
    { provider: "openai", id: "gpt-5-mini", input: 3e-7, output: 2e-6, cache_read: 2.5e-8, source: "litellm" },
    { provider: "openai", id: "gpt-4.1-mini", input: 4e-7, output: 1.6e-6 },
    { provider: "my-vllm", id: "own-model", input: 1e-6, output: 1e-6 },
    { provider: "cohere", id: "nobody-knows", input: 1e-6, output: 1e-6 },
  ],
});

describeEachDatabase("price checks", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = await seededCtx(registryRuntime(database.db));
  });

  const check = (by = ctx, list = LIST) =>
    importPriceList(by, ImportPriceListQuery.parse({ name: "Other book" }), list);
  const takeOver = (id: string, input: object, by = ctx) => takeOverPrice(by, id, TakeOverPriceInput.parse(input));
  const comparisons = async (id: string) =>
    Object.fromEntries((await getPriceCheck(ctx, id)).rows.map(({ model, comparison }) => [model, comparison]));

  it("show what differs first, with both prices, their source and its day", async () => {
    await addProvider(ctx);
    await addModel(ctx, { provider: "my-vllm", upstreamId: "own-model" });
    const made = await check();
    expect(made).toMatchObject({
      name: "Other book",
      bookDate: "2026-11-20",
      rowCount: 4,
      matchedCount: 3,
      createdBy: "Ada",
    });
    expect(made.rows.map(({ model, comparison }) => [model, comparison])).toEqual([
      [MINI, "differs"],
      ["my-vllm/own-model", "unknown_here"],
      ["openai/gpt-4.1-mini", "same"],
    ]);
    expect(made.rows[0]).toMatchObject({
      source: "litellm",
      differences: [{ class: "inputPerMillion", aboveInputTokens: 0, ours: 0.25, theirs: 0.3 }],
      ours: { inputPerMillion: 0.25, source: "price_book" },
    });
    expect((await auditOf(ctx, made.id)).map(({ action }) => action)).toEqual(["price_check.import"]);
  });

  it("change no price before somebody takes one over, and withdrawing it brings the old one and the conflict back", async () => {
    const { id } = await check();
    expect((await getModel(ctx, MINI)).price?.inputPerMillion).toBe(0.25);
    const statement = await takeOver(id, { model: MINI });
    expect(statement).toMatchObject({
      origin: "price_check",
      isInForce: true,
      price: { inputPerMillion: 0.3, note: "From Other book (litellm) of 2026-11-20" },
    });
    expect((await getModel(ctx, MINI)).price?.inputPerMillion).toBe(0.3);
    expect(await comparisons(id)).toMatchObject({ [MINI]: "taken_over" });
    await withdrawPrice(ctx, statement.id);
    expect((await getModel(ctx, MINI)).price?.inputPerMillion).toBe(0.25);
    expect(await comparisons(id)).toMatchObject({ [MINI]: "differs" });
  });

  it("correct a price from a day in the past", async () => {
    const { id } = await check();
    const statement = await takeOver(id, { model: MINI, validFrom: "2026-01-01T00:00:00Z" });
    expect(statement.validFrom).toBe("2026-01-01T00:00:00.000Z");
  });

  it("refuse a list that names none of our models", async () => {
    const strangers = PriceList.parse({ models: [{ provider: "cohere", id: "x", input: 1e-6 }] });
    await expect(check(ctx, strangers)).rejects.toMatchObject({ code: "invalid_input", field: "models" });
    expect((await listPriceChecks(ctx, { limit: 50 })).items).toEqual([]);
  });

  it("refuse a model that the list does not name, and a price that cannot be one of ours", async () => {
    const tiers = [{ range: [0, 1_000], input: 1e-6 }];
    const list = PriceList.parse({ models: [{ provider: "openai", id: "gpt-5-mini", input: 1e-6, tiers }] });
    const { id, rows } = await check(ctx, list);
    expect(rows[0]).toMatchObject({ price: null, problem: expect.any(String) as string });
    await expect(takeOver(id, { model: MINI })).rejects.toMatchObject({ code: "conflict" });
    await expect(takeOver(id, { model: "openai/gpt-6-sol" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("show an organization its own checks only, newest first", async () => {
    const first = await check();
    const second = await check();
    expect((await listPriceChecks(ctx, { limit: 50 })).items.map(({ id }) => id)).toEqual([second.id, first.id]);
    const stranger = await seededCtx(ctx.runtime);
    expect((await listPriceChecks(stranger, { limit: 50 })).items).toEqual([]);
    await expect(getPriceCheck(stranger, first.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(takeOver(first.id, { model: MINI }, stranger)).rejects.toMatchObject({ code: "not_found" });
    for (const id of ["nonsense", newId()]) {
      await expect(getPriceCheck(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("refuse a read-only actor", async () => {
    const { id } = await check();
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(check(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(takeOver(id, { model: MINI }, viewer)).rejects.toMatchObject({ code: "forbidden" });
    expect((await getPriceCheck(viewer, id)).id).toBe(id);
  });
});
