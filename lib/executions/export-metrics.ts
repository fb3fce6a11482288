import { exportRows, type ExportColumn } from "@/lib/platform/csv";
import type { Ctx } from "@/lib/platform/ctx";
import type {
  ComparedModel,
  Comparison,
  CostAnalysis,
  CostRow,
  MetricsSummary,
  StatsReport,
  StatsRow,
  Substitution,
  Timeseries,
  TimeseriesPoint,
} from "./schemas";

type Format = "csv" | "json" | "jsonl";

const pick = <Row>(...names: (keyof Row & string)[]): ExportColumn<Row>[] =>
  names.map((name) => ({ name, value: (row) => row[name] as ReturnType<ExportColumn<Row>["value"]> }));

/** The numbers of a summary, flat. */
const summary: ExportColumn<MetricsSummary>[] = [
  { name: "count", value: (row) => row.count },
  ...(["success", "partial", "cancelled", "failed", "interrupted"] as const).map((status) => ({
    name: `${status}Count`,
    value: (row: MetricsSummary) => row.counts[status],
  })),
  ...pick<MetricsSummary>("successRate", "costUsd", "unpricedCount", "estimatedCount", "inputTokens"),
  ...(["fresh", "cacheRead", "cacheWrite"] as const).map((name) => ({
    name: `${name}InputTokens`,
    value: (row: MetricsSummary) => row.tokens[name],
  })),
  { name: "outputTokens", value: (row) => row.outputTokens },
  { name: "reasoningTokens", value: (row) => row.tokens.reasoning },
  ...pick<MetricsSummary>(
    "latencyMsAverage",
    "latencyMsP50",
    "latencyMsP95",
    "latencyMsP99",
    "timeToFirstTokenMsAverage",
    "overheadMsAverage",
    "quality",
    "qualityCount",
    "confidence",
    "approvalRate",
  ),
];

const file = <Row>(ctx: Ctx, name: string, format: Format, columns: ExportColumn<Row>[], rows: readonly Row[]) =>
  exportRows({ format, columns, rows, fileName: `${name}-${ctx.now().toISOString().slice(0, 10)}` });

export const exportStats = (ctx: Ctx, { rows }: StatsReport, format: Format): Response =>
  file(
    ctx,
    "statistics",
    format,
    [...pick<StatsRow>("task", "category", "model", "provider", "version"), ...summary],
    rows,
  );

export const exportComparison = (ctx: Ctx, { models }: Comparison, format: Format): Response =>
  file(
    ctx,
    "comparison",
    format,
    [...pick<ComparedModel>("model", "provider", "qualityLow", "qualityHigh", "costUsdPerCall"), ...summary],
    models,
  );

export const exportTimeseries = (ctx: Ctx, { points }: Timeseries, format: Format): Response =>
  file(ctx, "timeseries", format, [...pick<TimeseriesPoint>("at", "group"), ...summary], points);

export const exportCostAnalysis = (ctx: Ctx, { tasks }: CostAnalysis, format: Format): Response =>
  file(
    ctx,
    "cost-analysis",
    format,
    [
      ...pick<Substitution>("task", "model", "alternative", "callCount", "costUsd", "alternativeCostUsd", "savingUsd"),
      { name: "quality", value: (row) => row.quality?.mean },
      { name: "alternativeQuality", value: (row) => row.alternativeQuality?.mean },
      ...pick<Substitution>("verdict", "explanation"),
    ],
    tasks.flatMap(({ substitutions }) => substitutions),
  );

export const exportCosts = (ctx: Ctx, by: string, rows: readonly CostRow[], format: Format): Response =>
  file(
    ctx,
    `costs-by-${by}`,
    format,
    [
      { name: by, value: (row) => row.value },
      ...pick<CostRow>("label", "count", "costUsd", "unpricedCount", "shareOfCost", "previousCostUsd"),
      ...(["fresh", "cacheRead", "cacheWrite", "output", "reasoning"] as const).map((name) => ({
        name: `${name}Tokens`,
        value: (row: CostRow) => row.tokens[name],
      })),
    ],
    rows,
  );
