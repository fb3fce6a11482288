import { route } from "@/lib/auth";
import { answerMetrics } from "@/lib/feedback";
import { AnswerMetricsQuery } from "@/lib/feedback/schemas";

/** How answers are doing, task by task, in the eyes of people, and what could be done about it. */
export const GET = route({ query: AnswerMetricsQuery, handle: ({ ctx, query }) => answerMetrics(ctx, query) });
