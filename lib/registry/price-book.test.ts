import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./catalogue";
import { costOfUsage } from "./cost";
import { ModelPrice } from "./price-schemas";
import { bookEntry, PRICE_BOOK } from "./price-book";

const NOW = new Date("2026-11-21T12:00:00Z");
const priced = CATALOGUE.filter(({ providerKind }) => providerKind !== "local" && providerKind !== "simulator");

describe("the price book", () => {
  it("is the edition whose release day we state", () => {
    const entry = createRequire(import.meta.url).resolve("@pydantic/genai-prices");
    const manifest = JSON.parse(readFileSync(path.join(path.dirname(entry), "..", "package.json"), "utf8")) as {
      version: string;
    };
    expect(manifest.version).toBe(PRICE_BOOK.version);
  });

  it.each(priced.map((model) => [`${model.providerKind}/${model.upstreamId}`, model] as const))(
    "knows %s, with the prices that its kind needs",
    (_slug, model) => {
      const entry = bookEntry(model.providerKind, model.upstreamId, NOW);
      expect(entry?.isDeprecated).toBe(false);
      expect(ModelPrice.parse(entry?.price).inputPerMillion).toBeGreaterThan(0);
      if (model.kind === "chat") expect(entry?.price?.outputPerMillion).toBeGreaterThan(0);
    },
  );

  it("gives the price that was valid at the instant, before and after a dated change", () => {
    const before = bookEntry("openai", "gpt-5.6-luna", new Date("2026-07-29T23:59:59Z"))?.price;
    const after = bookEntry("openai", "gpt-5.6-luna", new Date("2026-07-30T00:00:00Z"))?.price;
    expect(before).toMatchObject({ inputPerMillion: 1, outputPerMillion: 6, asOf: "2026-07-29" });
    expect(after).toMatchObject({ inputPerMillion: 0.2, outputPerMillion: 1.2, asOf: "2026-07-30" });
  });

  it("does not vouch for days after its own release", () => {
    expect(bookEntry("openai", "gpt-5-mini", NOW)?.price?.asOf).toBe(PRICE_BOOK.releasedOn);
  });

  it("turns the tiers of every class into prices of the whole request", () => {
    const price = bookEntry("gemini", "gemini-2.5-pro", NOW)!.price!;
    expect(price.tiers).toEqual([
      {
        aboveInputTokens: 200_000,
        inputPerMillion: 2.5,
        outputPerMillion: 15,
        cacheReadPerMillion: 0.25,
        cacheWritePerMillion: null,
      },
    ]);
    const usage = { inputTokens: 200_001, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 100 };
    expect(costOfUsage(price, usage)).toBeCloseTo((200_001 * 2.5 + 100 * 15) / 1_000_000, 12);
  });

  it("says how long a price holds: from one dated change to the next, or within a day", () => {
    const dated = bookEntry("openai", "gpt-5.6-luna", new Date("2026-07-29T12:00:00Z"))!;
    expect(dated.untilMs).toBe(Date.parse("2026-07-30T00:00:00Z"));
    const after = bookEntry("openai", "gpt-5.6-luna", new Date("2026-07-30T00:00:00Z"))!;
    expect(after).toMatchObject({ fromMs: Date.parse("2026-07-30T00:00:00Z"), untilMs: Infinity });
    expect(bookEntry("openai", "gpt-5-mini", NOW)).toMatchObject({ fromMs: -Infinity, untilMs: Infinity });
  });

  it("tells reasoning and sound apart where the book does", () => {
    const price = bookEntry("gemini", "gemini-2.5-flash", NOW)!.price!;
    expect(price).toMatchObject({ inputPerMillion: 0.3, audioInputPerMillion: 1 });
    expect(bookEntry("openai", "gpt-5-mini", NOW)!.price).not.toHaveProperty("audioInputPerMillion");
  });

  it("keeps what the book does not state unknown, and never makes it zero", () => {
    const price = bookEntry("groq", "llama-3.1-8b-instant", NOW)?.price;
    expect(price).toMatchObject({ cacheReadPerMillion: null, cacheWritePerMillion: null });
    expect(bookEntry("openrouter", "deepseek/deepseek-v3-base:free", NOW)?.price).toBeNull();
  });

  it("keeps Anthropic's two prices of writing to the cache apart", () => {
    const price = bookEntry("anthropic", "claude-sonnet-5", NOW)!.price!;
    expect(price.cacheWrite1hPerMillion).toBeGreaterThan(price.cacheWritePerMillion!);
  });

  it("knows nothing of models and kinds that it does not cover", () => {
    expect(bookEntry("groq", "no-such-model", NOW)).toBeNull();
    expect(bookEntry("compatible", "gpt-5-mini", NOW)).toBeNull();
    expect(bookEntry("local", "nb", NOW)).toBeNull();
  });
});

type SharedRow = {
  provider: string;
  id: string;
  input: number | null;
  output: number | null;
  cache_read: number | null;
  cache_write: number | null;
  source: string;
};

const SHARED = path.resolve(import.meta.dirname, "../../../shared/data/model-prices.json");
const hasShared = existsSync(SHARED);

/** Where the second book is older than the change that ours records, or states another price. */
const KNOWN_DIFFERENCES: Record<string, string> = {
  "gemini/gemini-3.6-flash": "half price until 2026-12-31; the other book states the price from 2027 on",
};

describe.skipIf(!hasShared)("the catalogue's prices (compared when ../shared/data/model-prices.json is there)", () => {
  const rows = hasShared ? (JSON.parse(readFileSync(SHARED, "utf8")) as { models: SharedRow[] }).models : [];
  const pairs = priced.flatMap((model) => {
    const row = rows.find(({ provider, id }) => provider === model.providerKind && id === model.upstreamId);
    return row ? [[`${model.providerKind}/${model.upstreamId}`, model, row] as const] : [];
  });

  it("can be compared for most models", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(15);
  });

  it.each(pairs)("of %s agree with a second price book", (slug, model, row) => {
    const price = bookEntry(model.providerKind, model.upstreamId, NOW)!.price!;
    const same = [
      [price.inputPerMillion, row.input],
      ...(model.kind === "chat" ? [[price.outputPerMillion, row.output] as const] : []),
      [price.cacheReadPerMillion, row.cache_read],
      [price.cacheWritePerMillion, row.cache_write],
    ].every(([ours, theirs]) => ours == null || theirs == null || Math.abs(ours - theirs * 1e6) < 1e-6);
    expect(same).toBe(!(slug in KNOWN_DIFFERENCES));
  });
});
