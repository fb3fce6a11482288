import { COMPARED_CLASSES, type PriceDifference } from "./price-check-schemas";
import type { ModelPrice, PriceOverride, RateCard } from "./price-schemas";

/** Prices nearer than a millionth of the larger one are the same: books round differently. */
const TOLERANCE = 1e-6;

/**
 * Where two prices of a model are not the same, class by class and tier by tier. What their book does not state says
 * nothing against ours.
 */
export function comparePrices(ours: ModelPrice | null, theirs: PriceOverride): PriceDifference[] {
  const starts = [0, ...tierStarts(ours), ...tierStarts(theirs)];
  return [...new Set(starts)]
    .sort((a, b) => a - b)
    .flatMap((aboveInputTokens) => {
      const [own, other] = [ratesAbove(ours, aboveInputTokens), ratesAbove(theirs, aboveInputTokens)];
      return COMPARED_CLASSES.flatMap((name) => {
        const [ourPrice, theirPrice] = [own?.[name] ?? null, other?.[name] ?? null];
        if (theirPrice === null || isSame(ourPrice, theirPrice)) return [];
        return [{ class: name, aboveInputTokens, ours: ourPrice, theirs: theirPrice }];
      });
    });
}

const tierStarts = (price: Pick<RateCard, "tiers"> | null): number[] =>
  (price?.tiers ?? []).map((tier) => tier.aboveInputTokens);

/** The rates that hold for an input just above so many tokens. */
function ratesAbove(price: RateCard | null, tokens: number): Omit<RateCard, "tiers"> | null {
  const tier = price?.tiers?.findLast(({ aboveInputTokens }) => aboveInputTokens <= tokens);
  return tier ?? price;
}

const isSame = (ours: number | null, theirs: number): boolean =>
  ours !== null && Math.abs(ours - theirs) <= TOLERANCE * Math.max(ours, theirs);
