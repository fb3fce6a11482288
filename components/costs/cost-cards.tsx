import { MetricCard, MetricCardSkeleton } from "@/components/data/metric-card";
import { formatCount, formatUsd } from "@/lib/client/format";
import { lengthOfTimeRange, type TimeRange } from "@/lib/client/time-range";
import type { CostReport } from "@/lib/executions/schemas";
import { costPerThousandUsd, isCostKnown } from "./cost-per-thousand";

const LABELS = ["Spent", "Calls", "Per 1,000 calls", "Unknown price"] as const;
const GRID = "grid grid-cols-2 gap-3 lg:grid-cols-4";

export function CostCards({ report: { total, previousTotal }, range }: { report: CostReport; range: TimeRange }) {
  const periodLabel = lengthOfTimeRange(range);
  const isComparable = periodLabel !== null && previousTotal !== null;
  const change = (current: number | null, previous: number | null, goodWhen: "down" | "neither") =>
    isComparable ? { current, previous, goodWhen, periodLabel } : undefined;
  const hasUnpriced = total.unpricedCount > 0;
  return (
    <div className={GRID}>
      <MetricCard
        label={LABELS[0]}
        value={isCostKnown(total) ? formatUsd(total.costUsd) : "unknown"}
        change={hasUnpriced ? undefined : change(total.costUsd, previousTotal?.costUsd ?? null, "down")}
        hint={hasUnpriced ? "of the calls whose price is known" : undefined}
      />
      <MetricCard
        label={LABELS[1]}
        value={formatCount(total.count)}
        change={change(total.count, previousTotal?.count ?? null, "neither")}
      />
      <MetricCard
        label={LABELS[2]}
        value={formatUsd(costPerThousandUsd(total))}
        change={change(costPerThousandUsd(total), previousTotal && costPerThousandUsd(previousTotal), "down")}
      />
      <MetricCard
        label={LABELS[3]}
        value={formatCount(total.unpricedCount)}
        hint={hasUnpriced ? "calls that are in no sum of money" : "every call has its price"}
      />
    </div>
  );
}

export function CostCardsSkeleton() {
  return (
    <div className={GRID}>
      {LABELS.map((label) => (
        <MetricCardSkeleton key={label} label={label} />
      ))}
    </div>
  );
}
