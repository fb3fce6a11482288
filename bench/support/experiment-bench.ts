import { ExperimentDesign } from "@/lib/experiments/schemas";
import { seededRandom } from "@/lib/platform/seeded-random";
import { draws } from "../experiment-arms";

/** What every scenario of `bench:experiments` draws from and reports to. */
export type ExperimentBench = {
  runs: number;
  random(): number;
  draw: ReturnType<typeof draws>;
  /** Prints one JSON line; `holds`: whether the promised figures were reached. */
  report(scenario: string, figures: Record<string, number>, holds: boolean): void;
};

/** `broken` gets the names of scenarios that did not hold. */
export function experimentBench(runs: number, seed: number, broken: string[]): ExperimentBench {
  const random = seededRandom(seed);
  return {
    runs,
    random,
    draw: draws(random),
    report(scenario, figures, holds) {
      console.log(JSON.stringify({ scenario, ...figures, runs, holds }));
      if (!holds) broken.push(scenario);
    },
  };
}

export const design = (changes: object = {}): ExperimentDesign =>
  ExperimentDesign.parse({
    name: "Bench",
    task: "general_chat",
    variants: armKeys(2).map((key) => ({ key, name: key, weight: 0.5 })),
    primary: { measure: "success" },
    ...changes,
  });

export const armKeys = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? "control" : `variant-${index}`));
