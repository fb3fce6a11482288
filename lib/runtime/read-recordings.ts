import type { Ctx } from "@/lib/platform/ctx";
import { readReplayedPrompts } from "@/lib/providers";
import { finalAnswer, type ScoredPrompt } from "@/lib/routing";

/** Imported recordings in the words of routing: answers as what they come to. */
export async function* readRecordings(ctx: Ctx, setIds: readonly string[]): AsyncGenerator<ScoredPrompt> {
  for await (const { id, prompt, task, results } of readReplayedPrompts(ctx.db, ctx.organizationId, setIds)) {
    const scores: Record<string, number> = {};
    const costsUsd: Record<string, number> = {};
    const answers: Record<string, string> = {};
    for (const [model, { score, costUsd, answer }] of Object.entries(results)) {
      if (score !== null) scores[model] = score;
      if (costUsd !== null) costsUsd[model] = costUsd;
      const final = answer === null ? null : finalAnswer(answer);
      if (final !== null) answers[model] = final;
    }
    yield { id, prompt, task, scores, costsUsd, answers };
  }
}
