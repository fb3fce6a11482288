import { compareCounts } from "../groups/compare-counts";
import { compareGroupMeans } from "../groups/compare-group-means";
import { adjustPValues } from "../multiplicity/adjust-p-values";
import { kruskalWallis } from "../ranks/kruskal-wallis";
import { offer, type OfferedKind } from "./offered-kind";

export const GROUP_KINDS: Record<string, OfferedKind> = {
  p_adjust: offer(({ p }: { p: number[] }) => ({
    bonferroni: adjustPValues(p, "bonferroni"),
    holm: adjustPValues(p, "holm"),
    benjamini_hochberg: adjustPValues(p, "benjamini_hochberg"),
  })),
  chisq_contingency: offer(({ table }: { table: number[][] }) => {
    const answer = compareCounts(table);
    if (!answer.decidable) return answer;
    return { chi2: answer.chiSquare, df: answer.df, p: answer.p, cramers_v: answer.cramersV };
  }),
  anova_kruskal: offer(({ groups }: { groups: number[][] }) => {
    const means = compareGroupMeans(groups);
    const ranks = kruskalWallis(groups);
    return {
      ...(means.decidable && {
        anova_F: means.classic.f,
        anova_p: means.classic.p,
        welch_F: means.welch.f,
        welch_df2: means.welch.df2,
        welch_p: means.welch.p,
      }),
      ...(ranks.decidable && { kruskal_H: ranks.h, kruskal_p: ranks.p }),
    };
  }),
};
