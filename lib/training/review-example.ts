import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Review, ReviewInput } from "./example-schemas";
import { lockPool } from "./lock-pool";
import { findExample, selectByHash, toExample, type StoredExample } from "./pool-store";
import { settleTexts } from "./settle-texts";

/**
 * Decides on an example. Accepting one rejects those with another label for the same text; `reopen` takes a decision
 * back, and those that it rejected are open again. Throws `not_found`, and `invalid_input` for a fix without a label.
 */
export async function reviewExample(ctx: Ctx, id: string, input: ReviewInput): Promise<Review> {
  requireScope(ctx, "write");
  const { organizationId } = ctx;
  const label = input.label?.trim();
  if (input.action === "fix" && !label) throw invalidInput("`label` must name the right label", { field: "label" });
  if (input.action !== "fix" && label !== undefined) {
    throw invalidInput("`label` belongs to the action `fix` alone", { field: "label" });
  }
  const first = isId(id) ? await findExample(ctx.db, organizationId, id) : null;
  if (!first) throw notFound(`There is no example ${id}`);
  return ctx.db.$transaction(async (tx) => {
    await lockPool(tx, ctx, first.task);
    const example = await findExample(tx, organizationId, id);
    if (!example) throw notFound(`There is no example ${id}`);
    const { id: decided, overruled } = await decide(tx, ctx, example, { ...input, ...(label && { label }) });
    await settleTexts(tx, ctx, example.task, [example.textHash]);
    return { example: toExample((await findExample(tx, organizationId, decided))!), overruled };
  });
}

type Decision = { id: string; overruled: number };

async function decide(
  tx: DatabaseTransaction,
  ctx: Ctx,
  example: StoredExample,
  { action, label }: ReviewInput,
): Promise<Decision> {
  const reviewed = { reviewedBy: ctx.actor.name, reviewedAt: ctx.now(), overruledBy: null };
  switch (action) {
    case "accept":
      await change(tx, ctx, example.id, { state: "accepted", ...reviewed });
      return { id: example.id, overruled: await overrule(tx, ctx, example) };
    case "reject":
      await change(tx, ctx, example.id, { state: "rejected", ...reviewed });
      return { id: example.id, overruled: 0 };
    case "fix":
      return fix(tx, ctx, example, label!);
    case "reopen":
      return reopen(tx, ctx, example);
    default:
      return action satisfies never;
  }
}

/** Where an example with the right label is there already, that one is accepted. */
async function fix(tx: DatabaseTransaction, ctx: Ctx, example: StoredExample, label: string): Promise<Decision> {
  if (label === example.label) return decide(tx, ctx, example, { action: "accept" });
  const twins = await selectByHash(tx, ctx.organizationId, example.task, [example.textHash]);
  const right = twins.find((twin) => twin.label === label);
  if (right) return decide(tx, ctx, right, { action: "accept" });
  await change(tx, ctx, example.id, {
    label,
    fixedFrom: example.fixedFrom ?? example.label,
    state: "fixed",
    reviewedBy: ctx.actor.name,
    reviewedAt: ctx.now(),
    overruledBy: null,
  });
  return { id: example.id, overruled: await overrule(tx, ctx, example) };
}

async function reopen(tx: DatabaseTransaction, ctx: Ctx, example: StoredExample): Promise<Decision> {
  if (example.state === "pending") throw conflict(`The example ${example.id} is open already`);
  const label = example.fixedFrom ?? example.label;
  const open = { state: "pending", reviewedBy: null, reviewedAt: null, overruledBy: null };
  const decider = example.overruledBy && (await findExample(tx, ctx.organizationId, example.overruledBy));
  if (decider) return reopen(tx, ctx, decider);
  await change(tx, ctx, example.id, { ...open, label, fixedFrom: null });
  const { count } = await tx.poolExample.updateMany({
    where: { organizationId: ctx.organizationId, taskSlug: example.task, overruledBy: example.id },
    data: open,
  });
  return { id: example.id, overruled: count };
}

async function overrule(tx: DatabaseTransaction, ctx: Ctx, { id, task, textHash }: StoredExample): Promise<number> {
  const { count } = await tx.poolExample.updateMany({
    where: {
      organizationId: ctx.organizationId,
      taskSlug: task,
      textHash,
      id: { not: id },
      state: { not: "rejected" },
    },
    data: {
      state: "rejected",
      overruledBy: id,
      reviewedBy: ctx.actor.name,
      reviewedAt: ctx.now(),
      isConflicting: false,
    },
  });
  return count;
}

const change = (tx: DatabaseTransaction, { organizationId }: Ctx, id: string, data: object) =>
  tx.poolExample.update({ where: { organizationId_id: { organizationId, id } }, data });
