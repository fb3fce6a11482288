import { MetricCard } from "@/components/data/metric-card";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { FeedbackSums } from "@/lib/feedback/schemas";

export function FeedbackCards({ total }: { total: FeedbackSums }) {
  const { count, givers, shareOfBusiest, balancedApprovalRate, approvalRate, accuracy, judgedCount } = total;
  const { usage, usageRate, helpfulness } = total;
  const suggestions = usage.used + usage.edited + usage.dismissed;
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <MetricCard
        label="Feedback"
        value={formatCount(count)}
        hint={`${formatCount(givers)} givers${shareOfBusiest === null ? "" : `, the busiest ${formatPercent(shareOfBusiest)}`}`}
      />
      <MetricCard
        label="Approval"
        value={balancedApprovalRate === null ? "unknown" : formatPercent(balancedApprovalRate)}
        hint={
          approvalRate === null
            ? "nobody has judged an answer"
            : `${formatPercent(approvalRate)} with every entry alike`
        }
      />
      <MetricCard
        label="Labels right"
        value={accuracy === null ? "unknown" : formatPercent(accuracy)}
        hint={`of ${formatCount(judgedCount)} that people judged`}
      />
      <MetricCard
        label="Suggestions used"
        value={usageRate === null ? "unknown" : formatPercent(usageRate)}
        hint={
          suggestions === 0
            ? helpfulness === null
              ? "no suggestion was reported"
              : `${formatPercent(helpfulness)} called helpful`
            : `of ${formatCount(suggestions)}, ${formatCount(usage.edited)} edited`
        }
      />
    </div>
  );
}
