import { route } from "@/lib/auth";
import { feedbackColumns, listFeedback } from "@/lib/feedback";
import { ListFeedbackQuery } from "@/lib/feedback/schemas";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** What was said, newest first. With `format` every matching one as a file. */
export const GET = route({
  query: ListFeedbackQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listFeedback(ctx, query);
    return exportRows({
      format: query.format,
      columns: feedbackColumns,
      rows: everyRow((cursor) => listFeedback(ctx, { ...query, limit: 200, cursor })),
      fileName: `feedback-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});
