import { exportRows, type ExportColumn } from "@/lib/platform/csv";
import type { Ctx } from "@/lib/platform/ctx";
import type { AnswerMetrics, AnswerMetricsQuery, AnswerMetricsRow } from "./schemas";

const ofClassification = (row: AnswerMetricsRow) => (row.kind === "classification" ? row : null);
const ofSuggestion = (row: AnswerMetricsRow) => (row.kind === "suggestion" ? row : null);

const COLUMNS: ExportColumn<AnswerMetricsRow>[] = [
  { name: "task", value: ({ task }) => task },
  { name: "kind", value: ({ kind }) => kind },
  { name: "count", value: ({ count }) => count },
  { name: "successRate", value: ({ successRate }) => successRate },
  { name: "inputTokens", value: ({ inputTokens }) => inputTokens },
  { name: "outputTokens", value: ({ outputTokens }) => outputTokens },
  { name: "costUsd", value: ({ costUsd }) => costUsd },
  { name: "accuracy", value: (row) => ofClassification(row)?.accuracy ?? null },
  { name: "judgedCount", value: (row) => ofClassification(row)?.judgedCount ?? null },
  { name: "confidence", value: (row) => ofClassification(row)?.confidence ?? null },
  { name: "usageRate", value: (row) => ofSuggestion(row)?.usageRate ?? null },
  { name: "used", value: (row) => ofSuggestion(row)?.usage.used ?? null },
  { name: "edited", value: (row) => ofSuggestion(row)?.usage.edited ?? null },
  { name: "dismissed", value: (row) => ofSuggestion(row)?.usage.dismissed ?? null },
  { name: "helpfulness", value: (row) => ofSuggestion(row)?.helpfulness ?? null },
  { name: "rating", value: (row) => ofSuggestion(row)?.rating ?? null },
];

/** The rows as a file, one a task; what a kind of task does not have stays empty. */
export const exportAnswerMetrics = (
  ctx: Ctx,
  { classification, suggestions }: AnswerMetrics,
  format: NonNullable<AnswerMetricsQuery["format"]>,
) =>
  exportRows({
    format,
    columns: COLUMNS,
    rows: [...classification, ...suggestions],
    fileName: `answer-metrics-${ctx.now().toISOString().slice(0, 10)}`,
  });
