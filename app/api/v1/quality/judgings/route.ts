import { route } from "@/lib/auth";
import { listJudgings, startJudging } from "@/lib/judging";
import { StartJudgingInput } from "@/lib/judging/schemas";

/** The newest runs of judging, with their progress. */
export const GET = route({ handle: ({ ctx }) => listJudgings(ctx) });

/** Lets a task's judge look at its newest answers, in the background, up to a spending limit. */
export const POST = route({
  body: StartJudgingInput,
  status: 202,
  handle: ({ ctx, body }) => startJudging(ctx, body),
});
