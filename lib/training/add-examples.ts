import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { AddedExamples, AddExamplesInput } from "./example-schemas";
import { requireLabelLength, requireLearningTask } from "./learning-task";
import { lockPool } from "./lock-pool";
import { upsertVotes } from "./pool-store";
import { settleTexts } from "./settle-texts";
import { textHash } from "./text-signature";

/** Adds labelled texts to the pool, also with labels that the task did not know. Known ones only gain a vote. */
export async function addExamples(ctx: Ctx, { task: slug, examples }: AddExamplesInput): Promise<AddedExamples> {
  requireScope(ctx, "write");
  const { slug: task, maxLabelCharacters } = await requireLearningTask(ctx, slug);
  examples.forEach(({ label }, index) => requireLabelLength(label, maxLabelCharacters, `examples.${index}.label`));
  const now = ctx.now().toISOString();
  const giver = `${ctx.actor.type}:${ctx.actor.id}`;
  const proposals = examples.map(({ text, label, source }) => ({ text, label, source, textHash: textHash(text) }));
  // Of the same text with two labels the last one is this giver's word.
  const last = [...new Map(proposals.map((one) => [one.textHash, one])).values()];
  const added = await ctx.db.$transaction(
    async (tx) => {
      await lockPool(tx, ctx, task);
      await upsertVotes(
        tx,
        ctx.organizationId,
        task,
        last.map(({ textHash: hash, label, source }) => ({
          textHash: hash,
          giver,
          label,
          source,
          feedbackId: null,
          votedAt: now,
        })),
      );
      return settleTexts(
        tx,
        ctx,
        task,
        last.map((one) => one.textHash),
        last.map(({ text, label, textHash: hash }) => ({
          text,
          label,
          textHash: hash,
          predictedLabel: null,
          confidence: null,
          origin: "manual",
          executionId: null,
          isCut: false,
          giver,
        })),
      );
    },
    { timeout: 60_000 },
  );
  return { added, known: examples.length - added };
}
