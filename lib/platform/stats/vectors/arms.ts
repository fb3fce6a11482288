import type { SampleSummary } from "../descriptive/summarise";
import { summariseProportion } from "../effects/estimate-effect";

/** Two arms as the vectors write them. */
export type MeanArms = { mean_a: number; sd_a: number; n_a: number; mean_b: number; sd_b: number; n_b: number };
export type CountArms = { x_a: number; n_a: number; x_b: number; n_b: number };

type Arms = [SampleSummary, SampleSummary];

export function armsOf(input: MeanArms | CountArms): Arms {
  if ("x_a" in input) {
    return [
      summariseProportion({ successes: input.x_a, trials: input.n_a }),
      summariseProportion({ successes: input.x_b, trials: input.n_b }),
    ];
  }
  return [
    { count: input.n_a, mean: input.mean_a, sd: input.sd_a },
    { count: input.n_b, mean: input.mean_b, sd: input.sd_b },
  ];
}
