/** What a group of calls cost. */
export type CostGroup = {
  /** Model or task; "" when no model was chosen. */
  name: string;
  count: number;
  /** US dollars, of the calls whose price is known. */
  costUsd: number;
  unpricedCount: number;
};

export type BreakdownRow = CostGroup & {
  /** Of the known cost of all groups, 0–1; null when nothing cost anything. */
  shareOfCost: number | null;
  /** US dollars per 1,000 calls of known price; null when no price is known. */
  costPerThousandUsd: number | null;
};

/** Dearest first; of equal cost the busier one, then by name. */
export function prepareBreakdown(groups: readonly CostGroup[]): BreakdownRow[] {
  const totalUsd = groups.reduce((total, { costUsd }) => total + costUsd, 0);
  return groups
    .map((group) => {
      const pricedCount = group.count - group.unpricedCount;
      return {
        ...group,
        shareOfCost: totalUsd > 0 ? group.costUsd / totalUsd : null,
        costPerThousandUsd: pricedCount > 0 ? (group.costUsd / pricedCount) * 1_000 : null,
      };
    })
    .sort((a, b) => b.costUsd - a.costUsd || b.count - a.count || (a.name < b.name ? -1 : 1));
}
