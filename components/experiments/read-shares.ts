import type { ExperimentDesign } from "@/lib/experiments/schemas";

type Shares = Pick<ExperimentDesign, "variants" | "coverage">;

export type ReadShares = {
  changes: Shares;
  /** Units would be assigned anew; only more coverage alone moves nobody. */
  beginsPhase: boolean;
  /** null = it can be sent. */
  problem: string | null;
};

/** Percents as they are typed, as shares of the design. */
export function readShares(design: Shares, percents: readonly (number | null)[], coverage: number | null): ReadShares {
  const variants = design.variants.map((variant, index) => ({ ...variant, weight: (percents[index] ?? 0) / 100 }));
  const changes = { variants, coverage: (coverage ?? 0) / 100 };
  const sum = percents.reduce<number>((total, percent) => total + (percent ?? 0), 0);
  const isMoved = variants.some(({ weight }, index) => Math.abs(weight - design.variants[index]!.weight) > 1e-9);
  const problem =
    Math.abs(sum - 100) > 0.1
      ? `The shares sum to ${Number(sum.toFixed(2))} %; they have to sum to 100 %`
      : changes.coverage <= 0 || changes.coverage > 1
        ? "The coverage is above 0 and at most 100 %"
        : null;
  return { changes, beginsPhase: isMoved || changes.coverage < design.coverage, problem };
}
