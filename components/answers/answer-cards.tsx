import { MetricCard } from "@/components/data/metric-card";
import { formatCount, formatPercent, formatTokens, formatUsd } from "@/lib/client/format";
import type { AnswerMetrics } from "@/lib/feedback/schemas";

const HEALTH = { healthy: "Healthy", degraded: "Degraded", unhealthy: "Unhealthy" } as const;

export function AnswerCards({ metrics: { total, health } }: { metrics: AnswerMetrics }) {
  const { count, costUsd, unpricedCount, accuracy, judgedCount, usageRate, suggestedCount } = total;
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <MetricCard
        label="Labels right"
        value={accuracy === null ? "unknown" : formatPercent(accuracy)}
        hint={judgedCount === 0 ? "nobody has judged a label" : `of ${formatCount(judgedCount)} that people judged`}
      />
      <MetricCard
        label="Suggestions used"
        value={usageRate === null ? "unknown" : formatPercent(usageRate)}
        hint={suggestedCount === 0 ? "no use was reported" : `of ${formatCount(suggestedCount)} reported`}
      />
      <MetricCard
        label="Cost"
        value={unpricedCount === count ? "unknown" : formatUsd(costUsd)}
        hint={`${formatTokens(total.inputTokens)} in, ${formatTokens(total.outputTokens)} out`}
        href="/costs"
      />
      <MetricCard
        label="Health, last hour"
        value={HEALTH[health.status]}
        hint={health.reasons[0]?.message ?? `${formatPercent(total.successRate)} of ${formatCount(count)} succeeded`}
        href="/system"
      />
    </div>
  );
}
