import type { Dimension } from "../schemas";

/** What an aspect comes to; null when there is nothing to judge it by. */
export type Judgement = Pick<Dimension, "score" | "reason"> | null;

/** Dimensions of those aspects that could be judged; their weights are stretched to add up to 1. */
export function weighted(parts: Record<string, readonly [weight: number, judgement: Judgement]>): Dimension[] {
  const judged = Object.entries(parts).flatMap(([name, [weight, judgement]]) =>
    judgement ? [{ name, weight, ...judgement }] : [],
  );
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  return judged.map((dimension) => ({ ...dimension, weight: dimension.weight / total }));
}
