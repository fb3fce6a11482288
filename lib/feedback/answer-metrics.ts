import { labelSpread, reportTasks } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { feedbackStatistics } from "./feedback-statistics";
import { recommendFor } from "./recommend-for";
import type { TasksReport } from "@/lib/executions/schemas";
import type { AnswerMetrics, AnswerMetricsQuery, FeedbackSums } from "./schemas";

/** How answers are doing, task by task: classifications by accuracy, all others as suggestions by use and helpfulness. */
export async function answerMetrics(ctx: Ctx, query: AnswerMetricsQuery): Promise<AnswerMetrics> {
  requireScope(ctx, "read");
  const [report, said, snapshot, labels] = await Promise.all([
    reportTasks(ctx, query),
    feedbackStatistics(ctx, { ...query, period: query.period ?? (query.from ? undefined : "day"), groupBy: "task" }),
    ctx.runtime.registry.ensureLoaded(ctx.organizationId),
    query.task === undefined ? null : labelSpread(ctx, { ...query, task: query.task }),
  ]);
  const opinions = new Map(said.groups.map((group) => [group.value, group]));
  const rows = report.byTask.map(({ task, count, confidence, inputTokens, outputTokens, costUsd, successRate }) => {
    const opinion = opinions.get(task);
    const measured = { task, count, successRate, inputTokens, outputTokens, costUsd };
    const isClassification = snapshot.tasks.get(task)?.task.kind === "classification";
    return isClassification
      ? {
          kind: "classification" as const,
          ...measured,
          confidence,
          accuracy: opinion?.accuracy ?? null,
          judgedCount: opinion?.judgedCount ?? 0,
        }
      : {
          kind: "suggestion" as const,
          ...measured,
          usage: opinion?.usage ?? { used: 0, edited: 0, dismissed: 0 },
          usageRate: opinion?.usageRate ?? null,
          helpfulness: opinion?.helpfulness ?? null,
          rating: opinion?.rating ?? null,
        };
  });
  return {
    from: report.from,
    to: report.to,
    classification: rows.filter((row) => row.kind === "classification"),
    suggestions: rows.filter((row) => row.kind === "suggestion"),
    recommendations: rows.flatMap(recommendFor),
    total: totalOf(report.current, said.total),
    health: report.health,
    distributions: report.distributions,
    labels,
  };
}

function totalOf(
  { count, successRate, costUsd, unpricedCount, inputTokens, outputTokens }: TasksReport["current"],
  { accuracy, judgedCount, usageRate, usage }: FeedbackSums,
): AnswerMetrics["total"] {
  const suggestedCount = usage.used + usage.edited + usage.dismissed;
  const measured = { count, successRate, costUsd, unpricedCount, inputTokens, outputTokens };
  return { ...measured, accuracy, judgedCount, usageRate, suggestedCount };
}
