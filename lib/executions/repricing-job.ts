import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { JobContext, JobHandler } from "@/lib/platform/jobs";
import type { OrganizationSnapshot } from "@/lib/registry";
import { changeCosts, type WantedCost } from "./change-costs";
import { addBatch, changeOf, emptyReport, NO_COUNTS, type BatchCounts, type ModelChange } from "./cost-change";
import { repriceRow, type PricedRow } from "./reprice-row";
import {
  countToReprice,
  findRepricing,
  selectToReprice,
  selectToRestore,
  writeRepricingState,
  type RepricingState,
  type StoredRepricing,
} from "./repricing-store";

/** Executions of one transaction: some tens of milliseconds. */
const BATCH_SIZE = 500;
/** A batch on a machine that has much else to do, milliseconds. */
const BATCH_TIMEOUT_MS = 60_000;

export const RepricingPayload = z.object({ repricingId: z.uuid() });

type Batch = {
  /** The last one that was looked at. */
  cursor: RepricingState["cursor"];
  counts: BatchCounts;
  wanted: (WantedCost & { model: string })[];
};

/**
 * Computes costs anew, batch by batch. How far it came is written with each batch, so that after a crash it goes on
 * there; cancelled, it stops between two of them, and what it changed so far can be taken back.
 */
export const repricingJob: JobHandler = async (job) => {
  const { ctx, signal } = job;
  const { repricingId } = RepricingPayload.parse(job.payload);
  const run = await findRepricing(ctx, repricingId);
  if (!run) throw new Error(`The re-pricing ${repricingId} is gone`);
  // What this process has settled with the price of before is to be seen.
  await ctx.runtime.recorder.flush();
  const snapshot = await ctx.runtime.registry.refresh(ctx.organizationId);
  let state: RepricingState = run.state ?? { cursor: null, report: emptyReport(await countToReprice(ctx.db, run)) };
  for (;;) {
    signal.throwIfAborted();
    const batch = await nextBatch(ctx, run, snapshot, state.cursor);
    if (batch.cursor === null) return state.report;
    state = await storeBatch(job, run, state, batch);
    job.progress({
      done: state.report.seen,
      total: Math.max(state.report.total, state.report.seen),
      step: STEPS[run.kind],
    });
  }
};

const STEPS = {
  preview: "Computing what would change",
  apply: "Changing costs",
  undo: "Bringing costs back",
} as const satisfies Record<StoredRepricing["kind"], string>;

async function nextBatch(
  ctx: Ctx,
  run: StoredRepricing,
  snapshot: OrganizationSnapshot,
  cursor: RepricingState["cursor"],
): Promise<Batch> {
  if (run.kind !== "undo") return repriceBatch(await selectToReprice(ctx.db, run, cursor, BATCH_SIZE), snapshot);
  const wanted = await selectToRestore(ctx.db, run, cursor, BATCH_SIZE);
  return {
    cursor: cursorOf(wanted),
    counts: { ...NO_COUNTS, seen: wanted.length },
    wanted: wanted.map((one) => ({ ...one, model: "" })),
  };
}

const cursorOf = (rows: readonly { createdAt: string; id: string }[]): RepricingState["cursor"] => {
  const last = rows.at(-1);
  return last ? { createdAt: last.createdAt, id: last.id } : null;
};

function repriceBatch(rows: readonly PricedRow[], { models }: OrganizationSnapshot): Batch {
  const counts = { ...NO_COUNTS, seen: rows.length };
  const wanted = rows.flatMap((row) => {
    const { id, createdAt, costUsd, modelSlug } = row;
    const result = repriceRow(row, modelSlug === null ? undefined : models.get(modelSlug));
    if (result.kind === "kept") counts[KEPT[result.reason]]++;
    if (result.kind !== "changed") return [];
    return [
      {
        id,
        createdAt,
        model: modelSlug ?? "",
        costBefore: costUsd,
        costAfter: result.costUsd,
        sourceAfter: result.costUsd === null ? null : ("computed" as const),
        refAfter: result.priceRef,
      },
    ];
  });
  return { cursor: cursorOf(rows), counts, wanted };
}

const KEPT = {
  reported: "keptReported",
  unmeasured: "keptUnmeasured",
  unknownModel: "keptUnknownModel",
} as const satisfies Record<string, keyof BatchCounts>;

/** What a batch changes and how far the job came are stored together. */
function storeBatch(
  { ctx, requireLease }: JobContext,
  run: StoredRepricing,
  state: RepricingState,
  { cursor, counts, wanted }: Batch,
): Promise<RepricingState> {
  return ctx.db.$transaction(
    async (tx) => {
      await requireLease(tx);
      const changes = run.kind === "preview" ? previewOf(wanted) : await apply(tx, run, wanted);
      const changed = changes.reduce((sum, one) => sum + one.changed, 0);
      const report = addBatch(state.report, { ...counts, keptChangedSince: wanted.length - changed }, changes);
      const next = { cursor, report };
      await writeRepricingState(tx, run.organizationId, run.id, next);
      return next;
    },
    { timeout: BATCH_TIMEOUT_MS, maxWait: BATCH_TIMEOUT_MS },
  );
}

const previewOf = (wanted: Batch["wanted"]): ModelChange[] =>
  wanted.map(({ model, costBefore, costAfter }) => ({ model, ...changeOf(costBefore, costAfter) }));

const apply = (tx: DatabaseTransaction, run: StoredRepricing, wanted: Batch["wanted"]): Promise<ModelChange[]> =>
  changeCosts(
    tx,
    run.organizationId,
    run.id,
    wanted.map(({ model: _, ...one }) => one),
  );
