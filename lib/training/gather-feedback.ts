import { readInputs, STORED_INPUT_CHARACTERS, type ClassifiedInput } from "@/lib/executions";
import { markGathered, readUngathered } from "@/lib/feedback";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { lockPool } from "./lock-pool";
import { deleteVotesOf, upsertVotes, type NewVote } from "./pool-store";
import { settleTexts, type Proposal } from "./settle-texts";
import { textHash } from "./text-signature";
import { MAX_ANSWER_CHARACTERS } from "./words";

const PER_BATCH = 200;

/**
 * Makes examples of what people said since the last look: a label that is right becomes a vote for it on the text that
 * was asked; what was taken back is taken out. May run in several processes at once and be broken off anywhere.
 * Returns how many feedbacks it read.
 */
export async function gatherFeedback(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  requireScope(ctx, "record");
  for (let total = 0; ;) {
    signal?.throwIfAborted();
    const read = await gatherBatch(ctx);
    total += read;
    if (read < PER_BATCH) return total;
  }
}

type Labelled = { proposal: Proposal; vote: NewVote };

const gatherBatch = (ctx: Ctx): Promise<number> =>
  ctx.db.$transaction(
    async (tx) => {
      // One at a time for an organization: two would read the same rows.
      await lockPool(tx, ctx, "");
      const rows = await readUngathered(tx, ctx, PER_BATCH);
      if (rows.length === 0) return 0;
      const lost = await deleteVotesOf(
        tx,
        ctx.organizationId,
        rows.map(({ id }) => id),
      );
      const useful = rows.filter(({ isWithdrawn, rightLabel }) => !isWithdrawn && rightLabel !== null);
      const inputs = new Map(
        (await readInputs(tx, ctx, [...new Set(useful.map(({ executionId }) => executionId))])).map((one) => [
          one.id,
          one,
        ]),
      );
      const byTask = groupBy(
        useful.flatMap((row) => {
          const input = inputs.get(row.executionId);
          // A correction may be any length; what is no answer that could be given again teaches nothing.
          return input && input.label !== null && row.rightLabel!.length <= MAX_ANSWER_CHARACTERS
            ? [{ task: input.task, ...labelled(input, { ...row, label: row.rightLabel! }) }]
            : [];
        }),
        ({ task }) => task,
      );
      const tasks = new Set([...byTask.keys(), ...lost.map(({ task }) => task)]);
      for (const task of [...tasks].sort()) {
        await lockPool(tx, ctx, task);
        const own = byTask.get(task) ?? [];
        await upsertVotes(
          tx,
          ctx.organizationId,
          task,
          own.map(({ vote }) => vote),
        );
        const hashes = new Set([
          ...own.map(({ vote }) => vote.textHash),
          ...lost.filter((one) => one.task === task).map((one) => one.textHash),
        ]);
        await settleTexts(
          tx,
          ctx,
          task,
          [...hashes],
          own.map(({ proposal }) => proposal),
        );
      }
      await markGathered(tx, ctx, rows);
      return rows.length;
    },
    { timeout: 60_000 },
  );

type Said = { id: string; label: string; giver: string; source: NewVote["source"]; givenAt: string };

function labelled(input: ClassifiedInput, { id, label, giver, source, givenAt }: Said): Labelled {
  const hash = textHash(input.input);
  return {
    vote: { textHash: hash, giver, label, source, feedbackId: id, votedAt: givenAt },
    proposal: {
      text: input.input,
      textHash: hash,
      label,
      predictedLabel: input.label,
      confidence: input.confidence,
      origin: "feedback",
      executionId: input.id,
      isCut: input.input.length >= STORED_INPUT_CHARACTERS,
      giver,
    },
  };
}
