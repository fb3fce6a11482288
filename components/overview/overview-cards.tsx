import { MetricCard, MetricCardSkeleton } from "@/components/data/metric-card";
import { formatCount, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import { lengthOfTimeRange, type TimeRange } from "@/lib/client/time-range";
import type { MetricsReport, MetricsSummary, Timeseries } from "@/lib/executions/schemas";
import { totalsPerBucket } from "./prepare-overview";

type OverviewCardsProps = { report: MetricsReport; series: Timeseries | undefined; range: TimeRange };

const LABELS = ["Requests", "Cost", "Success rate", "Latency, 95th percentile"] as const;

export function OverviewCards({ report: { current, previous }, series, range }: OverviewCardsProps) {
  const periodLabel = lengthOfTimeRange(range);
  const change = (pick: (summary: MetricsSummary) => number | null, goodWhen: "up" | "down" | "neither") =>
    periodLabel === null || previous === null
      ? undefined
      : {
          current: pick(current),
          previous: previous.count === 0 ? null : pick(previous),
          goodWhen,
          periodLabel,
        };
  const { unpricedCount } = current;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <MetricCard
        label={LABELS[0]}
        value={formatCount(current.count)}
        change={change((summary) => summary.count, "neither")}
        trend={series && totalsPerBucket(series, (point) => point.count)}
        href="/executions"
      />
      <MetricCard
        label={LABELS[1]}
        value={formatUsd(current.costUsd)}
        change={unpricedCount > 0 ? undefined : change((summary) => summary.costUsd, "down")}
        hint={unpricedCount > 0 ? `without ${formatCount(unpricedCount)} requests of unknown price` : undefined}
        trend={series && totalsPerBucket(series, (point) => point.costUsd)}
      />
      <MetricCard
        label={LABELS[2]}
        value={formatPercent(current.successRate)}
        change={change((summary) => summary.successRate, "up")}
      />
      <MetricCard
        label={LABELS[3]}
        value={formatLatency(current.latencyMsP95)}
        change={change((summary) => summary.latencyMsP95, "down")}
      />
    </div>
  );
}

export function OverviewCardsSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {LABELS.map((label) => (
        <MetricCardSkeleton key={label} label={label} />
      ))}
    </div>
  );
}
