import type { EvidenceTable } from "./evidence-table";

/** More would make more rules than can be compared in seconds. */
const MAX_CANDIDATES = 12;

/** A model much worse than the best adds no opinion worth its call. */
const MIN_SHARE_OF_BEST_SCORE = 0.75;

/** A model much dearer than the best single one saves nothing. */
const MAX_SHARE_OF_BEST_COST = 1.2;

/**
 * Columns of the models worth asking, cheapest first, the best single model always among them. One that is worse than
 * a cheaper one may stay: committees live of different opinions.
 */
export function candidateModels({ models }: EvidenceTable): number[] {
  const cost = (column: number) => models[column]!.meanCostUsd ?? Infinity;
  return [...models.keys()]
    .filter((column) => models[column]!.meanScore >= MIN_SHARE_OF_BEST_SCORE * models[0]!.meanScore)
    .filter((column) => cost(column) <= MAX_SHARE_OF_BEST_COST * cost(0))
    .slice(0, MAX_CANDIDATES)
    .sort((a, b) => cost(a) - cost(b));
}
