import { route } from "@/lib/auth";
import { answerMetrics, exportAnswerMetrics } from "@/lib/feedback";
import { AnswerMetricsQuery } from "@/lib/feedback/schemas";

/**
 * How answers are doing, task by task, in the eyes of people: accuracy and confidence of classifications, use and
 * helpfulness of suggestions, cost, health, how requests spread, and what could be done about it. With `format` the
 * tasks as a file.
 */
export const GET = route({
  query: AnswerMetricsQuery,
  handle: async ({ ctx, query }) => {
    const metrics = await answerMetrics(ctx, query);
    return query.format ? exportAnswerMetrics(ctx, metrics, query.format) : metrics;
  },
});
