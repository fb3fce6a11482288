import { route } from "@/lib/auth";
import { listJudgements } from "@/lib/judging";
import { ListJudgementsQuery } from "@/lib/judging/schemas";

/** What judges said of answers, newest first, with the reasons. */
export const GET = route({ query: ListJudgementsQuery, handle: ({ ctx, query }) => listJudgements(ctx, query) });
