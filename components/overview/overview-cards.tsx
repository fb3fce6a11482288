import { MetricCard, MetricCardSkeleton } from "@/components/data/metric-card";
import type { ChangeInput } from "@/components/data/describe-change";
import { formatCount, formatLatency, formatPercent, formatQuality, formatTokens, formatUsd } from "@/lib/client/format";
import { lengthOfTimeRange, type TimeRange } from "@/lib/client/time-range";
import type { MetricsReport, MetricsSummary, Timeseries } from "@/lib/executions/schemas";
import { costOf, tokensOf, trendOf, type Measure } from "@/components/charts/summary-points";

type OverviewCardsProps = {
  report: MetricsReport;
  /** Without groups; undefined while loading. */
  series: Timeseries | undefined;
  range: TimeRange;
  /** Keeps range and filters on the way to another page. */
  linkTo: (path: string, more?: Record<string, string>) => string;
};

type CardDefinition = {
  label: string;
  measure: Measure;
  format: (value: number | null) => string;
  goodWhen: ChangeInput["goodWhen"];
  /** What has to be known with the number; undefined when there is nothing. */
  hint?: (current: MetricsSummary) => string | undefined;
  href?: { path: string; more?: Record<string, string> };
};

const CARDS: readonly CardDefinition[] = [
  {
    label: "Requests",
    measure: ({ count }) => count,
    format: formatCount,
    goodWhen: "neither",
    href: { path: "/executions" },
  },
  {
    label: "Success rate",
    measure: ({ successRate }) => successRate,
    format: formatPercent,
    goodWhen: "up",
    href: { path: "/executions", more: { status: "failed" } },
  },
  {
    label: "Latency, 95th percentile",
    measure: ({ latencyMsP95 }) => latencyMsP95,
    format: formatLatency,
    goodWhen: "down",
  },
  {
    label: "Cost",
    measure: costOf,
    format: formatUsd,
    goodWhen: "down",
    hint: ({ unpricedCount }) =>
      unpricedCount > 0 ? `without ${formatCount(unpricedCount)} requests of unknown price` : undefined,
    href: { path: "/costs" },
  },
  {
    label: "Quality",
    measure: ({ quality }) => quality,
    format: formatQuality,
    goodWhen: "up",
    hint: ({ qualityCount }) => (qualityCount === 0 ? "nothing was scored" : undefined),
  },
  { label: "Tokens", measure: tokensOf, format: formatTokens, goodWhen: "neither" },
];

const GRID = "grid grid-cols-2 gap-3 lg:grid-cols-3";

export function OverviewCards({ report: { current, previous }, series, range, linkTo }: OverviewCardsProps) {
  const periodLabel = lengthOfTimeRange(range);
  const change = ({ measure, goodWhen }: CardDefinition): ChangeInput | undefined => {
    if (periodLabel === null || previous === null) return undefined;
    return {
      current: measure(current),
      previous: previous.count === 0 ? null : measure(previous),
      goodWhen,
      periodLabel,
    };
  };
  return (
    <div className={GRID}>
      {CARDS.map((card) => {
        const hint = card.hint?.(current);
        return (
          <MetricCard
            key={card.label}
            label={card.label}
            value={card.format(card.measure(current))}
            change={hint ? undefined : change(card)}
            hint={hint}
            trend={series && trendOf(series, card.measure)}
            href={card.href && linkTo(card.href.path, card.href.more)}
          />
        );
      })}
    </div>
  );
}

export function OverviewCardsSkeleton() {
  return (
    <div className={GRID}>
      {CARDS.map(({ label }) => (
        <MetricCardSkeleton key={label} label={label} />
      ))}
    </div>
  );
}
