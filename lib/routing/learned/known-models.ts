import type { KnownModel } from "./fitted-policy";
import type { ScoredPrompt } from "./types";

/**
 * Mean score and mean cost of every model, best first; the cheaper one first when equal. A model that was asked on few
 * prompts only is no candidate for the best: it comes after those with at least half of the most frequent one's.
 */
export function knownModels(prompts: readonly ScoredPrompt[]): KnownModel[] {
  const sums = new Map<string, { score: number; count: number; cost: number; priced: number }>();
  for (const { scores, costsUsd } of prompts) {
    for (const [slug, score] of Object.entries(scores)) {
      const sum = sums.get(slug) ?? { score: 0, count: 0, cost: 0, priced: 0 };
      sum.score += score;
      sum.count++;
      const cost = costsUsd[slug];
      if (cost !== undefined) {
        sum.cost += cost;
        sum.priced++;
      }
      sums.set(slug, sum);
    }
  }
  const enough = Math.max(...[...sums.values()].map(({ count }) => count)) / 2;
  return [...sums]
    .map(([slug, { score, count, cost, priced }]) => ({
      slug,
      meanScore: score / count,
      meanCostUsd: priced === 0 ? null : cost / priced,
      count,
    }))
    .sort(
      (a, b) =>
        Number(b.count >= enough) - Number(a.count >= enough) ||
        b.meanScore - a.meanScore ||
        (a.meanCostUsd ?? Infinity) - (b.meanCostUsd ?? Infinity),
    );
}
