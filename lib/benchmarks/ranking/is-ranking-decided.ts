import { confidenceSequence, summarise } from "@/lib/platform/stats";

/** Before so many tests that all models answered nothing is decided: the sequence below holds for large samples. */
export const LEAST_TESTS = 20;

/** Tests at which the interval is narrowest. */
const TUNED_FOR = 60;

/**
 * Whether the order of the models by quality is certain, however often one asks: between every two neighbours the mean
 * difference on the same tests lies outside a confidence sequence (Waudby-Smith et al. 2021), with the 5 % shared among
 * all pairs of models (Bonferroni), because the order itself was read off the data. `qualities`: one list per model, test by test.
 */
export function isRankingDecided(qualities: readonly (readonly number[])[]): boolean {
  const count = Math.min(...qualities.map((list) => list.length));
  if (qualities.length < 2 || count < LEAST_TESTS) return false;
  const alpha = 0.05 / ((qualities.length * (qualities.length - 1)) / 2);
  const order = qualities.toSorted((a, b) => (summarise(b).mean ?? 0) - (summarise(a).mean ?? 0));
  return order.slice(1).every((worse, index) => {
    const differences = order[index]!.map((better, test) => better - worse[test]!);
    // Against a constant 0, which counts as one observation, the difference of means is the mean of the pairs' differences.
    const answer = confidenceSequence({ count: 1, mean: 0, sd: 0 }, summarise(differences), {
      alpha,
      tunedForCount: TUNED_FOR,
    });
    return answer.decidable && answer.significant;
  });
}
