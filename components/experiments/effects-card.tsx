import { Badge } from "@/components/ui/badge";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatPercent } from "@/lib/client/format";
import type {
  ExperimentResults,
  ExperimentWithChecks,
  MetricComparison,
  MetricResult,
} from "@/lib/experiments/schemas";
import { formatMetric, isAnytime, metricName } from "@/lib/experiments/words";
import { IntervalBar } from "./interval-bar";

const ROLES = { primary: "Primary", secondary: "Secondary", guardrail: "Guardrail", observed: "Observed" } as const;

/** Each variant against the control, metric by metric. */
export function EffectsCard({ experiment, results }: { experiment: ExperimentWithChecks; results: ExperimentResults }) {
  const metrics = results.metrics.filter(({ role }) => role !== "observed");
  const { method, alpha } = experiment.design;
  const { planned, smallest } = results.size;
  const isEarly = !isAnytime(method) && smallest < (planned ?? Infinity);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Effects</CardTitle>
        <CardDescription>
          Against {results.arms[0]!.name}.{" "}
          {isAnytime(method)
            ? "Intervals hold however often one looks"
            : "Intervals hold for the one look at the planned size"}
          , {formatPercent(1 - alpha)} sure for all variants together.
          {method === "rank" &&
            " The primary difference is the median one between a unit of the variant and one of the control, counted in steps of 1 %."}
        </CardDescription>
      </CardHeader>
      <Table label="Effects">
        <TableHeader>
          <TableRow>
            <TableHead>Metric</TableHead>
            <TableHead>Variant</TableHead>
            <TableHead className="text-right">Control</TableHead>
            <TableHead className="text-right">Variant’s</TableHead>
            <TableHead className="text-right">Difference</TableHead>
            <TableHead>Interval</TableHead>
            <TableHead className="text-right">p</TableHead>
            <TableHead className="text-right">Chance to win</TableHead>
            <TableHead>State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {metrics.flatMap((metric) =>
            metric.comparisons.map((comparison) => (
              <EffectRow
                key={`${metric.key} ${comparison.variant}`}
                metric={metric}
                comparison={comparison}
                isEarly={isEarly}
                name={results.arms.find(({ variant }) => variant === comparison.variant)?.name ?? comparison.variant}
              />
            )),
          )}
        </TableBody>
      </Table>
    </Card>
  );
}

type EffectRowProps = {
  metric: MetricResult;
  comparison: MetricComparison;
  name: string;
  /** A test that looks once did not look yet. */
  isEarly: boolean;
};

function EffectRow({ metric, comparison, name, isEarly }: EffectRowProps) {
  const { key, role, arms, comparisons } = metric;
  const { effect, low, high, pAdjusted, chanceToWin, superiority, covariateShare } = comparison;
  const meanOf = (variant: string | undefined) => arms.find((arm) => arm.variant === variant)?.mean ?? null;
  const reach = Math.max(...comparisons.map((one) => Math.max(Math.abs(one.low ?? 0), Math.abs(one.high ?? 0))));
  const isKnown = effect !== null && low !== null && high !== null;
  return (
    <TableRow>
      <TableCell>
        <span className="grid">
          {metricName(key)}
          <span className="text-xs text-muted-foreground">{ROLES[role]}</span>
        </span>
      </TableCell>
      <TableCell className="min-w-28">{name}</TableCell>
      <TableCell className="text-right tabular-nums">{formatMetric(key, meanOf(arms[0]?.variant))}</TableCell>
      <TableCell className="text-right tabular-nums">{formatMetric(key, meanOf(comparison.variant))}</TableCell>
      <TableCell className="text-right tabular-nums">
        {isKnown ? formatMetric(key, effect, { isDifference: true }) : "unknown"}
        {superiority !== null && (
          <span className="block text-xs text-muted-foreground">higher in {formatPercent(superiority)} of pairs</span>
        )}
        {covariateShare !== null && (
          <span className="block text-xs text-muted-foreground">
            {formatPercent(covariateShare)} of the variance known beforehand
          </span>
        )}
      </TableCell>
      <TableCell>
        {isKnown ? (
          <span className="grid gap-0.5">
            <IntervalBar effect={effect} low={low} high={high} reach={reach} tone={toneOf(comparison)} />
            <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
              {formatMetric(key, low, { isDifference: true })} to {formatMetric(key, high, { isDifference: true })}
            </span>
          </span>
        ) : (
          <span className="text-muted-foreground">not enough data</span>
        )}
      </TableCell>
      <TableCell className="text-right tabular-nums">
        {pAdjusted === null ? "–" : pAdjusted < 0.001 ? "< 0.001" : pAdjusted.toFixed(3)}
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatPercent(chanceToWin)}</TableCell>
      <TableCell>
        <StateBadge comparison={comparison} metricKey={key} isEarly={isEarly} />
      </TableCell>
    </TableRow>
  );
}

const toneOf = ({ direction, guardrail }: MetricComparison) =>
  guardrail === "harmed" || direction === "worse" ? "bad" : direction === "better" ? "good" : "open";

function StateBadge({
  comparison,
  metricKey,
  isEarly,
}: Pick<EffectRowProps, "comparison" | "isEarly"> & { metricKey: string }) {
  const { guardrail, margin, direction } = comparison;
  if (guardrail) {
    const text = { safe: "Within its margin", harmed: "Harmed", unclear: "Not sure yet" }[guardrail];
    const tone = { safe: "success", harmed: "danger", unclear: "warning" } as const;
    return (
      <Badge
        tone={tone[guardrail]}
        title={
          margin === null ? undefined : `May be worse by ${formatMetric(metricKey, margin, { isDifference: true })}`
        }
      >
        {text}
      </Badge>
    );
  }
  if (isEarly) return <Badge tone="outline">Not looked at yet</Badge>;
  if (direction === "better") return <Badge tone="success">Better</Badge>;
  return direction === "worse" ? <Badge tone="danger">Worse</Badge> : <Badge tone="outline">Can be chance</Badge>;
}
