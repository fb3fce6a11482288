import { fisherExact } from "../proportions/fisher-exact";
import { mannWhitney } from "../ranks/mann-whitney";
import { offer, type OfferedKind } from "./offered-kind";

type Samples = { a: number[]; b: number[] };

export const RANK_KINDS: Record<string, OfferedKind> = {
  mann_whitney: offer(compared),
  mann_whitney_degenerate: offer(compared),
  fisher_exact: offer(({ table }: { table: [[number, number], [number, number]] }) => {
    const answer = fisherExact(table);
    return answer && { p_two_sided: answer.pTwoSided, p_greater: answer.pGreater, p_less: answer.pLess };
  }),
};

function compared({ a, b }: Samples) {
  const answer = mannWhitney(a, b);
  if (!answer.decidable) return answer;
  return {
    U_b: answer.u,
    p_asymptotic_cc: answer.pCorrected,
    p_asymptotic_nocc: answer.pUncorrected,
    p_exact: answer.pExact ?? undefined,
    prob_superiority: answer.superiority,
    cliffs_delta: answer.cliffsDelta,
  };
}
