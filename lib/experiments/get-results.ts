import { requireScope, systemCtx, type Ctx } from "@/lib/platform/ctx";
import type { ExportColumn } from "@/lib/platform/csv";
import { describeLook, describeMetrics } from "./describe-results";
import type { ExperimentRow } from "./experiment-store";
import { requireExperiment } from "./experiment-view";
import { keepVerdict } from "./judge-experiments";
import { selectJudgements } from "./judgement-store";
import { lostVariants } from "./lost-variants";
import { selectLooks } from "./look-store";
import { rankVariants } from "./rank-variants";
import { evaluateRows, readEvaluation, type CurrentEvaluation } from "./read-evaluation";
import { isFinal, type Decision } from "./decide-verdict";
import type { ExperimentResults, MetricComparison, SegmentResult } from "./results-schemas";
import { EVERYBODY, type SumRow } from "./sum-store";
import { trackedMetrics } from "./tracked-metrics";

const DAY_MS = 86_400_000;

/** Everything that is known of an experiment now. A verdict that is seen here first is kept, as if it had been decided by itself. */
export async function getResults(ctx: Ctx, slug: string): Promise<ExperimentResults> {
  requireScope(ctx, "read");
  let row = await requireExperiment(ctx.db, ctx, slug);
  const read = await readEvaluation(ctx.db, row, { withSegments: row.design.segmentBy !== null });
  const lost = row.status === "running" ? await lostVariants(ctx, row.design) : [];
  const decision = lost.length > 0 ? withoutVerdict(read.decision, lost) : read.decision;
  if (row.status === "running" && row.verdict === null && isFinal(decision)) {
    await keepVerdict(systemCtx(ctx.runtime, ctx.organizationId, "experiments"), row, decision);
    row = await requireExperiment(ctx.db, ctx, slug);
  }
  const phase = { organizationId: row.organizationId, experimentId: row.id, phase: row.phase };
  const looks = await selectLooks(ctx.db, phase);
  const { arms, evaluation, bandit } = read;
  const now = ctx.now();
  return {
    experiment: row.slug,
    phase: row.phase,
    at: now.toISOString(),
    units: evaluation.units,
    arms: arms.map(({ key, weight, units }, index) => ({
      variant: key,
      name: row.design.variants[index]!.name,
      weight,
      units,
      shareOfUnits: evaluation.units > 0 ? units / evaluation.units : null,
      chanceToBeBest: bandit?.chances[index] ?? null,
    })),
    metrics: describeMetrics(row.design, arms, evaluation),
    sampleRatio: evaluation.sampleRatio,
    size: sizeOf(row, read, now),
    verdict: row.verdict ?? { ...decision, decidedAt: now.toISOString(), automatic: null },
    isVerdictKept: row.verdict !== null,
    looks: row.phaseStartedAt === null ? [] : [...looks, describeLook(row.design, arms, evaluation, now)],
    segments: segmentsOf(row, read.rows),
    preferences: rankVariants(
      row.design.variants.map(({ key }) => key),
      await selectJudgements(ctx.db, phase),
      row.design.alpha,
    ),
  };
}

const withoutVerdict = (decision: Decision, lost: readonly string[]): Decision => ({
  ...decision,
  action: "keep_running",
  reason: `The model of ${lost.map((key) => `\`${key}\``).join(", ")} was deleted or switched off: requests go to the task's own configuration and do not count`,
  next: "Bring the model back, change the variant (which begins a new phase), or stop the experiment",
});

function sizeOf(row: ExperimentRow, { evaluation }: CurrentEvaluation, now: Date): ExperimentResults["size"] {
  const planned = row.design.unitsPerVariant;
  const smallest = evaluation.smallestArm;
  const end = row.status === "stopped" && row.stoppedAt ? row.stoppedAt : now;
  const days = row.phaseStartedAt === null ? 0 : (end.getTime() - row.phaseStartedAt.getTime()) / DAY_MS;
  const perDay = days > 0 && smallest > 0 ? smallest / days : null;
  const isGoing = row.status === "running" && planned !== null && perDay !== null;
  return { planned, smallest, perDay, daysLeft: isGoing ? Math.max(0, planned - smallest) / perDay : null };
}

/** The primary metric in each segment, the largest first. */
function segmentsOf(row: ExperimentRow, rows: readonly SumRow[]): SegmentResult[] {
  const segments = [...new Set(rows.map(({ segment }) => segment))].filter((segment) => segment !== EVERYBODY);
  const primary = trackedMetrics(row.design)[0]!.key;
  return segments
    .map((segment) => {
      const { arms, evaluation } = evaluateRows(row, rows, segment);
      const metric = describeMetrics(row.design, arms, evaluation).find(({ key }) => key === primary)!;
      return { segment, metric, units: evaluation.units };
    })
    .sort((a, b) => b.units - a.units)
    .map(({ segment, metric }) => ({ segment, metric }));
}

export type ResultRow = {
  metric: string;
  role: string;
  variant: string;
  count: number;
  mean: number | null;
} & Partial<MetricComparison>;

/** One row for each metric and variant. */
export function resultRows({ metrics }: ExperimentResults): ResultRow[] {
  return metrics.flatMap(({ key, role, arms, comparisons }) =>
    arms.map(({ variant, count, mean }) => ({
      ...comparisons.find((comparison) => comparison.variant === variant),
      metric: key,
      role,
      variant,
      count,
      mean,
    })),
  );
}

export const resultColumns: readonly ExportColumn<ResultRow>[] = (
  [
    "metric",
    "role",
    "variant",
    "count",
    "mean",
    "effect",
    "low",
    "high",
    "p",
    "pAdjusted",
    "direction",
    "chanceToWin",
    "expectedLoss",
    "covariateShare",
    "superiority",
    "guardrail",
    "margin",
  ] as const
).map((name) => ({ name, value: (row) => row[name] ?? null }));
