import { z } from "zod";
import { route } from "@/lib/auth";
import { feedbackStatistics, giveFeedback, readGiven } from "@/lib/feedback";
import { FeedbackStatsQuery } from "@/lib/feedback/schemas";

/** What people think of models, versions and tasks, of all time unless a period is given. */
export const GET = route({ query: FeedbackStatsQuery, handle: ({ ctx, query }) => feedbackStatistics(ctx, query) });

/** Five hundred corrected answers of some length. */
const MAX_BODY_BYTES = 12_000_000;

/**
 * Takes one feedback (`FeedbackInput`) or `{ feedback: [...] }` with up to 500, all or none. Saying the same again
 * counts once; saying something else replaces it.
 */
export const POST = route({
  scope: "record",
  body: z.record(z.string(), z.unknown(), { error: "The body must be a JSON object" }),
  maxBodyBytes: MAX_BODY_BYTES,
  status: 201,
  handle: ({ ctx, body }) => giveFeedback(ctx, readGiven(body)),
});
