import { rankedIds } from "@/lib/quality";
import { judgeRanking as measureRanking } from "@/lib/platform/stats";
import type { Check } from "../check-schemas";
import type { Judgement } from "./judgement";

const DEFAULT_K = 10;

/** nDCG of the first `k` ids that the answer ranks, of 100; the reason tells the recall as well. */
export function judgeRanking(
  { relevant, k = DEFAULT_K }: Pick<Extract<Check, { kind: "ranking" }>, "relevant" | "k">,
  answer: string,
): Judgement {
  const grades = new Map(Object.entries(relevant));
  const measured = measureRanking(rankedIds(answer), grades, k);
  if (!measured) return { quality: 0, reason: "The test names no relevant document" };
  const { ndcg, recall, reciprocalRank } = measured;
  const found = Math.round(recall * grades.size);
  const first = reciprocalRank === 0 ? "" : `, the first at place ${Math.round(1 / reciprocalRank)}`;
  return {
    quality: 100 * ndcg,
    reason: `nDCG@${k} of ${ndcg.toFixed(2)}: ${found} of ${grades.size} relevant ones found${first}`,
  };
}
