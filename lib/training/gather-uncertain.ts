import { readClassified, STORED_INPUT_CHARACTERS } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { listLearningTasks } from "./learning-task";
import { lockPool } from "./lock-pool";
import { upsertVotes } from "./pool-store";
import { BEGINNING } from "./retrain-state";
import { settleTexts } from "./settle-texts";
import { textHash } from "./text-signature";

/** Confidence under which an answer is worth a look, 0–1. */
const UNSURE = 0.6;
/** Examples that one look adds to a task, so that a busy task does not flood its reviewers. */
const PER_LOOK = 20;
/** How far the first look goes back. */
const FIRST_LOOK_MS = 3_600_000;

/**
 * Puts the least certain answers of each task that learns since the last look into the review queue, with the
 * model's own label as a proposal. They are never accepted by rule. Returns how many examples are new.
 */
export async function gatherUncertain(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  requireScope(ctx, "write");
  let added = 0;
  for (const task of await listLearningTasks(ctx)) {
    signal?.throwIfAborted();
    added += await gatherTask(ctx, task);
  }
  return added;
}

async function gatherTask(ctx: Ctx, task: string): Promise<number> {
  const { organizationId } = ctx;
  const to = ctx.now();
  const key = { organizationId, taskSlug: task };
  const state = await ctx.db.retrainState.findUnique({ where: { organizationId_taskSlug: key } });
  const from = state?.gatheredUntil ?? new Date(to.getTime() - FIRST_LOOK_MS);
  const unsure = await readClassified(ctx, { task, from, to, below: UNSURE, limit: 200 });
  const least = unsure.sort((a, b) => (a.confidence ?? 1) - (b.confidence ?? 1)).slice(0, PER_LOOK);
  return ctx.db.$transaction(async (tx) => {
    await lockPool(tx, ctx, task);
    const proposals = least.map((one) => ({
      text: one.input,
      textHash: textHash(one.input),
      label: one.label!,
      predictedLabel: one.label,
      confidence: one.confidence,
      origin: "execution" as const,
      executionId: one.id,
      isCut: one.input.length >= STORED_INPUT_CHARACTERS,
      giver: `model:${one.model}`,
    }));
    await upsertVotes(
      tx,
      organizationId,
      task,
      proposals.map(({ textHash: hash, giver, label }, index) => ({
        textHash: hash,
        giver,
        label,
        source: "automated",
        feedbackId: null,
        votedAt: least[index]!.createdAt,
      })),
    );
    const added = await settleTexts(
      tx,
      ctx,
      task,
      proposals.map((one) => one.textHash),
      proposals,
    );
    await tx.retrainState.upsert({
      where: { organizationId_taskSlug: key },
      create: { ...key, since: BEGINNING, gatheredUntil: to },
      update: { gatheredUntil: to },
    });
    return added;
  });
}
