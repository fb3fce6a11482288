import { bradleyTerry, chanceToBeat, ratingOf, twoSidedNormalQuantile, type BradleyTerry } from "@/lib/platform/stats";
import type { JudgementCount } from "./judgement-store";
import type { Preferences, RankedVariant } from "./results-schemas";

/**
 * Which variant judges prefer, by the strengths that explain their judgements best (Bradley and Terry 1952), the strongest
 * first. null when nothing was judged. Intervals against the control hold together (Bonferroni), for one look.
 */
export function rankVariants(
  variants: readonly string[],
  counts: readonly JudgementCount[],
  alpha: number,
): Preferences | null {
  const wins = variants.map((preferred) =>
    variants.map((other) => counts.find((count) => count.preferred === preferred && count.other === other)?.count ?? 0),
  );
  const judgements = wins.flat().reduce((sum, count) => sum + count, 0);
  if (judgements === 0) return null;
  const judged = variants.map((_, index) => index).filter((index) => playedOf(wins, index) > 0);
  const model = bradleyTerry(judged.map((i) => judged.map((j) => wins[i]![j]!)));
  const ranking = variants.map((variant, index): RankedVariant => {
    const won = wins[index]!.reduce((sum, count) => sum + count, 0);
    const unknown = { rating: null, low: null, high: null, overControl: null };
    const place = judged.indexOf(index);
    const base = { variant, won, lost: playedOf(wins, index) - won };
    if (!model || place < 0) return { ...base, ...unknown };
    return { ...base, ...ratedOf(model, place, alpha), overControl: againstControl(model, judged, place, alpha) };
  });
  ranking.sort((a, b) => (b.rating ?? -Infinity) - (a.rating ?? -Infinity) || b.won - b.lost - (a.won - a.lost));
  return {
    judgements,
    ranking,
    reason: model
      ? null
      : "Strengths exist once every judged variant was preferred and passed over at least once, and all were compared with each other, directly or over others",
  };
}

const playedOf = (wins: readonly (readonly number[])[], index: number): number =>
  wins.reduce((sum, row, other) => sum + row[index]! + wins[index]![other]!, 0);

function ratedOf({ logStrengths, covariance }: BradleyTerry, place: number, alpha: number) {
  const reach = twoSidedNormalQuantile(1 - alpha) * Math.sqrt(Math.max(0, covariance[place]![place]!));
  const strength = logStrengths[place]!;
  return { rating: ratingOf(strength), low: ratingOf(strength - reach), high: ratingOf(strength + reach) };
}

function againstControl(
  { logStrengths, covariance }: BradleyTerry,
  judged: readonly number[],
  place: number,
  alpha: number,
): RankedVariant["overControl"] {
  const control = judged.indexOf(0);
  if (control < 0 || place === control) return null;
  const variance = covariance[place]![place]! + covariance[control]![control]! - 2 * covariance[place]![control]!;
  const reach = twoSidedNormalQuantile(1 - alpha / (judged.length - 1)) * Math.sqrt(Math.max(0, variance));
  const lead = logStrengths[place]! - logStrengths[control]!;
  const [low, high] = [chanceToBeat(lead - reach, 0), chanceToBeat(lead + reach, 0)];
  return { chance: chanceToBeat(lead, 0), low, high, isSure: low > 0.5 || high < 0.5 };
}
