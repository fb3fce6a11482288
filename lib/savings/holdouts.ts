import { reportMetrics } from "@/lib/executions";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { getTask } from "@/lib/registry";
import { chooseHeldShare } from "./choose-held-share";
import {
  findOpenHoldout,
  insertHoldout,
  selectChosenShares,
  writeChosenShare,
  writeClosed,
  writeShare,
  type NewHoldout,
} from "./holdout-store";
import type { HoldoutShare, UpdateHoldoutInput } from "./schemas";
import type { CloseReason } from "./words";

export type OpenHoldoutInput = Omit<NewHoldout, "id" | "heldShare"> & {
  /** Share that the change serves for now, 0–1; null = everything but what is held back. */
  canaryShare: number | null;
  /** What is held back when it serves everything else: see `heldShareOf`. */
  standingShare: number;
};

/**
 * Begins to measure what a change saves, in the transaction that notes the change; a hold-out of the task that is open
 * ends. Call `ctx.runtime.holdouts.refresh()` afterwards. Nothing is opened where nothing is to be held back.
 */
export async function openHoldout(tx: DatabaseTransaction, ctx: Ctx, input: OpenHoldoutInput): Promise<void> {
  requireScope(ctx, "write");
  const { canaryShare, standingShare, ...change } = input;
  await closeHoldout(tx, ctx, change.taskSlug, "optimized_again");
  const heldShare = canaryShare === null ? standingShare : 1 - canaryShare;
  if (heldShare > 0) await insertHoldout(tx, ctx, { ...change, id: newId(ctx.now().getTime()), heldShare });
}

/** Ends the task's hold-out, when one is open; what it measured stays. Call `refresh()` afterwards. */
export async function closeHoldout(
  tx: DatabaseTransaction,
  ctx: Ctx,
  task: string,
  reason: CloseReason,
): Promise<void> {
  requireScope(ctx, "write");
  await writeClosed(tx, ctx.organizationId, task, { at: ctx.now(), reason });
}

/** Lets a change that was tried on a few serve everything but this share. Call `refresh()` afterwards. */
export async function widenHoldout(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { task, share }: Pick<HoldoutShare, "task" | "share">,
): Promise<void> {
  requireScope(ctx, "write");
  const row = await findOpenHoldout(tx, ctx.organizationId, task);
  if (!row) return;
  if (share === 0) await closeHoldout(tx, ctx, task, "switched_off");
  else await writeShare(tx, row, share);
}

/** What is held back of a task's requests after a change, and why so much. */
export async function heldShareOf(ctx: Ctx, task: string): Promise<HoldoutShare> {
  const [one] = await heldSharesOf(ctx, [task]);
  return one!;
}

export async function heldSharesOf(ctx: Ctx, tasks: readonly string[]): Promise<HoldoutShare[]> {
  requireScope(ctx, "read");
  const [chosen, { byTask }] = await Promise.all([
    selectChosenShares(ctx),
    reportMetrics(ctx, { period: "week", source: "gateway" }),
  ]);
  const counts = new Map(byTask.map(({ task, count }) => [task, count]));
  return tasks.map((task) => {
    const share = chosen.get(task);
    if (share === undefined) return { task, isChosen: false, ...chooseHeldShare((counts.get(task) ?? 0) / 7) };
    const reason = share === 0 ? "Switched off: what changes save is not measured" : "Chosen by a person";
    return { task, share, isChosen: true, reason };
  });
}

/** Changes what is held back of a task, for a change that is measured now too. Throws `not_found` for an unknown task. */
export async function updateHoldoutShare(ctx: Ctx, { task, share }: UpdateHoldoutInput): Promise<HoldoutShare> {
  requireScope(ctx, "write");
  await getTask(ctx, task);
  const before = (await selectChosenShares(ctx)).get(task) ?? null;
  await ctx.db.$transaction(async (tx) => {
    await writeChosenShare(tx, ctx.organizationId, task, share);
    await recordAudit(tx, ctx, {
      action: "savings.update",
      subjectType: "holdout",
      subjectId: task,
      before: { share: before },
      after: { share },
    });
  });
  const next = await heldShareOf(ctx, task);
  await ctx.db.$transaction(async (tx) => {
    const open = await findOpenHoldout(tx, ctx.organizationId, task);
    // One that is tried on a few first takes the share over when it serves the rest.
    if (!open || open.heldShare > 0.5 || open.heldShare === next.share) return;
    if (next.share === 0) await closeHoldout(tx, ctx, task, "switched_off");
    else await writeShare(tx, open, next.share);
  });
  await ctx.runtime.holdouts.refresh();
  return next;
}
