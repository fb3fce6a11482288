import { decideBandit, evaluate, steerBandit } from "@/lib/experiments";
import { armFiller } from "../experiment-arms";
import { armKeys, design, type ExperimentBench } from "./experiment-bench";

/** Requests between two moves of the shares. */
const BETWEEN_LOOKS = 50;

function fiveArms(bench: ExperimentBench): void {
  const shares = [0.6, 0.75, 0.8, 0.82, 0.85];
  const [best, trials, between] = [0.85, 3_000, BETWEEN_LOOKS];
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

/** Two arms until the bandit stops by itself: how often it does, after how many requests, and for the wrong arm. */
function untilItStops(bench: ExperimentBench, shares: readonly [number, number], trials: number) {
  const plan = design({ kind: "bandit" });
  const truth = shares.map((share) => ({ success: bench.draw.bernoulli(share) }));
  const stops: { variant: string | null; after: number }[] = [];
  for (let run = 0; run < bench.runs; run++) {
    const arms = plan.variants.map((variant) => armFiller(plan, variant));
    for (let trial = 0; trial < trials; trial += BETWEEN_LOOKS) {
      const state = steerBandit(plan, arms, new Set());
      const { action, variant } = decideBandit(plan, arms, evaluate(plan, arms), state);
      if (action !== "keep_running") {
        stops.push({ variant, after: trial });
        break;
      }
      for (let request = 0; request < BETWEEN_LOOKS; request++) {
        const arm = weighted(bench, state.weights);
        arms[arm]!.add(truth[arm]!);
      }
    }
  }
  return stops;
}

/** .50 against .80: the sequential stop fires, and never for the worse one. */
function clearWinner(bench: ExperimentBench): void {
  const stops = untilItStops(bench, [0.5, 0.8], 6_000);
  const stoppedRate = stops.length / bench.runs;
  const wrongDirectionRate = stops.filter(({ variant }) => variant === "control").length / bench.runs;
  const meanTrials = stops.reduce((sum, { after }) => sum + after, 0) / Math.max(1, stops.length);
  const figures = { stoppedRate, meanTrials, wrongDirectionRate };
  bench.report("bandit-clear-winner", figures, stoppedRate >= 0.9 && wrongDirectionRate <= 0.005);
}

/** Equal arms of a rare thing: it is not sure of either. */
function equalArms(bench: ExperimentBench): void {
  const falsePositiveRate = untilItStops(bench, [0.05, 0.05], 3_000).length / bench.runs;
  bench.report("aa-bandit-rare", { falsePositiveRate }, falsePositiveRate <= 0.05);
}

export const BANDIT_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = { "bandit-five-arms": fiveArms };

/** The stop of a bandit by itself. */
export const BANDIT_STOP_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = {
  "bandit-clear-winner": clearWinner,
  "aa-bandit-rare": equalArms,
};
