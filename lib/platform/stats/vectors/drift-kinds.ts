import { compareCategories } from "../drift/compare-categories";
import { compareValues } from "../drift/compare-values";
import { offer, type OfferedKind } from "./offered-kind";

type Counts = { reference_counts: number[]; current_counts: number[]; epsilon_for_empty: number };
type Values = { reference: number[]; current: number[]; bins: number; epsilon_for_empty: number };

export const DRIFT_KINDS: Record<string, OfferedKind> = {
  drift_categorical: offer(({ reference_counts, current_counts, epsilon_for_empty }: Counts) => {
    const answer = compareCategories(reference_counts, current_counts, { emptyShare: epsilon_for_empty });
    if (!answer.decidable) return answer;
    return {
      psi: answer.psi,
      chi2: answer.chiSquare,
      df: answer.df,
      chi2_p: answer.p,
      js_divergence_bits: answer.divergenceBits,
      js_distance_base2: answer.distance,
      js_distance_nat: answer.distance * Math.sqrt(Math.LN2),
      hellinger: answer.hellinger,
      total_variation: answer.totalVariation,
    };
  }),
  drift_numeric: offer(({ reference, current, bins, epsilon_for_empty }: Values) => {
    const answer = compareValues(reference, current, { bins, emptyShare: epsilon_for_empty });
    if (!answer.decidable) return answer;
    return {
      inner_edges: answer.innerEdges,
      psi_reference_deciles: answer.psi,
      ks_D: answer.distance,
      ks_p_kolmogorov_limit: answer.p,
      ks_p_exact: answer.pExact ?? undefined,
      wasserstein_1: answer.wasserstein,
    };
  }),
};
