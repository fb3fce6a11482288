/** Position of the model with the most score for its money; ties go to the better one over all. */
export function bestModel(
  { scores, costsUsd }: { scores: Float64Array; costsUsd: Float64Array },
  scorePerUsd: number,
  isEligible: (model: number) => boolean = () => true,
): number {
  let best = -1;
  let bestUtility = -Infinity;
  scores.forEach((score, model) => {
    const utility = score - scorePerUsd * costsUsd[model]!;
    if (isEligible(model) && utility > bestUtility) [best, bestUtility] = [model, utility];
  });
  return best;
}
