import { decideBandit, evaluate, steerBandit } from "@/lib/experiments";
import { armFiller } from "../experiment-arms";
import { armKeys, design, type ExperimentBench } from "./experiment-bench";

function fiveArms(bench: ExperimentBench): void {
  const shares = [0.6, 0.75, 0.8, 0.82, 0.85];
  const [best, trials, between] = [0.85, 3_000, 50];
  const plan = design({ kind: "bandit", variants: armKeys(5).map((key) => ({ key, name: key, weight: 0.2 })) });
  const truth = shares.map((share) => ({ success: bench.draw.bernoulli(share) }));
  let [regret, found, stopped] = [0, 0, 0];
  for (let run = 0; run < bench.runs; run++) {
    const arms = plan.variants.map((variant) => armFiller(plan, variant));
    let weights = arms.map(() => 1 / arms.length);
    let chosen: string | null = null;
    for (let trial = 0; trial < trials; trial++) {
      if (trial % between === 0 && chosen === null) {
        const state = steerBandit(plan, arms, new Set());
        weights = state.weights;
        const { action, variant } = decideBandit(plan, arms, evaluate(plan, arms), state);
        if (action !== "keep_running") {
          chosen = variant;
          stopped++;
        }
      }
      const arm = chosen === null ? weighted(bench, weights) : arms.findIndex(({ key }) => key === chosen);
      arms[arm]!.add(truth[arm]!);
      regret += best - shares[arm]!;
    }
    const { chances } = steerBandit(plan, arms, new Set());
    if ((chosen ?? arms[chances.indexOf(Math.max(...chances))]!.key) === arms[4]!.key) found++;
  }
  const figures = { regret: regret / bench.runs, bestArmRate: found / bench.runs, stoppedRate: stopped / bench.runs };
  bench.report("bandit-five-arms", figures, figures.regret <= 90 && figures.bestArmRate >= 0.9);
}

function weighted(bench: ExperimentBench, weights: readonly number[]): number {
  let left = bench.random();
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index === -1 ? weights.length - 1 : index;
}

export const BANDIT_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = { "bandit-five-arms": fiveArms };
