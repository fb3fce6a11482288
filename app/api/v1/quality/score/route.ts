import { route } from "@/lib/auth";
import { scoreOutput } from "@/lib/quality";
import { ScoreInput } from "@/lib/quality/schemas";
import { getTask } from "@/lib/registry";

/** Judges an answer, 0–100, with a score and a reason for each dimension. Nothing is stored. */
export const POST = route({
  scope: "read",
  body: ScoreInput,
  maxBodyBytes: 4_000_000,
  handle: async ({ ctx, body }) => scoreOutput(ctx, body, body.task ? await getTask(ctx, body.task) : null),
});
