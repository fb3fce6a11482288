import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import type { LoadedPolicy } from "@/lib/routing/learned/load-routing-policy";
import { predictQuality } from "@/lib/routing/learned/predict-quality";
import type { ScoredPrompt } from "@/lib/routing/learned/types";

type Order = { learned: number; random: number };

/**
 * Average performance gap recovered (Ong et al. 2024, RouteLLM): the share of the gap between the weaker and the
 * stronger of two models that is recovered, averaged over all shares of prompts that the stronger one may answer, here
 * in the order of the gain that the policy predicts. `random`: the mean of 200 random orders, about 0.5. null when the
 * policy predicts nothing from the prompt or there are not two models.
 */
export function gapRecovered(
  policy: LoadedPolicy,
  prompts: readonly ScoredPrompt[],
  embeddingOf: (prompt: ScoredPrompt) => Float32Array | null,
): Order | null {
  const { rule } = policy;
  if (rule.kind !== "prompt" || rule.models.length !== 2) return null;
  const [strong, weak] = rule.models as [string, string];
  const gains = Float64Array.from(prompts, ({ scores }) => scores[strong]! - scores[weak]!);
  const expected = prompts.map((prompt) => {
    const { scores } = predictQuality(rule, prompt.prompt, embeddingOf(prompt));
    return scores[0]! - scores[1]!;
  });
  const rows = [...gains.keys()];
  const random = seededRandom(1);
  const orders = Array.from({ length: 200 }, () => areaUnder(shuffle([...rows], random), gains));
  return {
    learned: areaUnder(
      rows.toSorted((a, b) => expected[b]! - expected[a]!),
      gains,
    ),
    random: orders.reduce((sum, area) => sum + area, 0) / orders.length,
  };
}

/** By trapezoids, from no prompt to all of them. */
function areaUnder(order: readonly number[], gains: Float64Array): number {
  const gap = gains.reduce((sum, gain) => sum + gain, 0);
  let recovered = 0;
  let area = 0;
  for (const row of order) {
    area += recovered + gains[row]! / 2;
    recovered += gains[row]!;
  }
  return area / (gap * order.length);
}
