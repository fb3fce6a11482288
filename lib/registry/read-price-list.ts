import type { CheckedRow } from "./price-check-schemas";
import type { PriceList, PriceListRow } from "./price-list-schemas";
import { PriceOverride, type RateCard } from "./price-schemas";
import type { RoutableModel } from "./snapshot-types";

type NamedModel = Pick<RoutableModel, "slug" | "providerSlug" | "providerKind" | "upstreamId">;

/** The rows that are about our models: those of a provider with the list's name for it, called by its id or an alias. */
export function rowsOfOurModels(list: PriceList, models: readonly NamedModel[]): CheckedRow[] {
  const byName = new Map<string, PriceListRow>();
  for (const row of list.models) {
    for (const id of [row.id, ...(row.aliases ?? [])]) {
      const key = nameKey(row.provider, id);
      // A row's own id counts more than another row's alias.
      if (!byName.has(key) || id === row.id) byName.set(key, row);
    }
  }
  return models.flatMap((model) => {
    const row = [model.providerKind, model.providerSlug]
      .map((provider) => provider && byName.get(nameKey(provider, model.upstreamId)))
      .find((found) => found !== undefined && found !== null && found !== "");
    return row && statesPrice(row) ? [checkedRow(model.slug, row)] : [];
  });
}

const nameKey = (provider: string, id: string) => `${provider}\n${id}`;

const statesPrice = ({ input, output }: PriceListRow): boolean => input != null || output != null;

function checkedRow(model: string, row: PriceListRow): CheckedRow {
  const parsed = row.tiers?.some((tier) => tier.above_input_tokens == null)
    ? "its prices for long inputs are given in a form that we do not know"
    : PriceOverride.safeParse(priceOf(row));
  const problem = typeof parsed === "string" ? parsed : (parsed.error?.issues[0]?.message ?? null);
  return {
    model,
    theirId: row.id,
    source: row.source ?? null,
    price: typeof parsed === "string" ? null : (parsed.data ?? null),
    problem,
  };
}

type Rates = Pick<
  PriceListRow,
  | "input"
  | "output"
  | "cache_read"
  | "cache_write"
  | "cache_write_1h"
  | "reasoning_output"
  | "audio_input"
  | "audio_output"
>;

function priceOf(row: PriceListRow) {
  const serviceTiers = serviceTiersOf(row);
  return {
    ...cardOf(row),
    ...(row.tiers?.length && {
      // A class that a tier leaves out keeps its price.
      tiers: row.tiers
        .map((tier) => ({ aboveInputTokens: tier.above_input_tokens!, ...cardOf(withBase(tier, row)) }))
        .sort((a, b) => a.aboveInputTokens - b.aboveInputTokens),
    }),
    ...(row.per_request != null && { perRequest: row.per_request }),
    ...(serviceTiers && { serviceTiers }),
  };
}

const withBase = (tier: Rates, base: Rates): Rates => {
  const names = Object.keys(RATE_NAMES) as (keyof Rates)[];
  return Object.fromEntries(names.map((name) => [name, tier[name] ?? base[name]]));
};

const RATE_NAMES = {
  input: "inputPerMillion",
  output: "outputPerMillion",
  cache_read: "cacheReadPerMillion",
  cache_write: "cacheWritePerMillion",
  cache_write_1h: "cacheWrite1hPerMillion",
  reasoning_output: "reasoningPerMillion",
  audio_input: "audioInputPerMillion",
  audio_output: "audioOutputPerMillion",
} as const satisfies Record<keyof Rates, keyof RateCard>;

function cardOf(rates: Rates): RateCard {
  return {
    inputPerMillion: perMillion(rates.input),
    outputPerMillion: perMillion(rates.output),
    cacheReadPerMillion: perMillion(rates.cache_read),
    cacheWritePerMillion: perMillion(rates.cache_write),
    ...Object.fromEntries(
      (["cache_write_1h", "reasoning_output", "audio_input", "audio_output"] as const)
        .filter((name) => rates[name] != null)
        .map((name) => [RATE_NAMES[name], perMillion(rates[name])]),
    ),
  };
}

function serviceTiersOf(row: PriceListRow) {
  const cards = (["batch", "flex", "priority"] as const).flatMap((tier) => {
    const [input, output] = [row[`${tier}_input`], row[`${tier}_output`]];
    return input == null && output == null ? [] : [[tier, cardOf({ input, output })] as const];
  });
  return cards.length > 0 ? Object.fromEntries(cards) : null;
}

/** Twelve digits: 2.5e-7 a token is 0.25 a million, whatever binary fractions make of it. */
const perMillion = (perToken: number | null | undefined): number | null =>
  perToken == null ? null : Number((perToken * 1_000_000).toPrecision(12));
