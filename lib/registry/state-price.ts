import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { changeRegistry } from "./change-registry";
import { getModel } from "./get-model";
import type { Model } from "./model-schemas";
import { inForceAt } from "./model-price";
import { lockModelsForChange } from "./model-store";
import type { PriceStatement, StatePriceInput } from "./price-schemas";
import {
  findStatementModel,
  insertStatement,
  selectStatedPrices,
  writeWithdrawal,
  type StoredStatement,
} from "./price-store";

/**
 * States a model's price for a time; nothing that was stated before is lost. What has been recorded keeps its cost
 * until it is re-priced. Throws `invalid_input` for models that cost their CPU time.
 */
export async function statePrice(ctx: Ctx, slug: string, input: StatePriceInput): Promise<PriceStatement> {
  requireScope(ctx, "write");
  requireTokenPrice(await getModel(ctx, slug));
  return changeRegistry(ctx, (tx) => addStatement(tx, ctx, slug, input));
}

/** Models of this server have no price per token. Throws `invalid_input`. */
export function requireTokenPrice({ price, providerSlug }: Model): void {
  if (price?.source !== "local_compute" && providerSlug !== "local") return;
  throw invalidInput("A model of this server costs its CPU time: set GYM_CPU_HOUR_USD instead", { field: "price" });
}

/** Adds a statement with its audit row. Throws `invalid_input` when it would end before it begins. */
export async function addStatement(
  tx: DatabaseTransaction,
  ctx: Ctx,
  modelSlug: string,
  { price, validFrom, validTo, origin, reason }: StatePriceInput,
): Promise<PriceStatement> {
  const now = ctx.now();
  const from = validFrom === undefined ? now.toISOString() : validFrom;
  if (from !== null && validTo !== null && Date.parse(validTo) <= Date.parse(from)) {
    throw invalidInput("`validTo` must be after `validFrom`, which is now when it is not given", { field: "validTo" });
  }
  // Two statements of one moment would have no order.
  await lockModelsForChange(tx, ctx.organizationId, [modelSlug]);
  const before = await statementsOf(tx, ctx, modelSlug);
  const createdAt = new Date(Math.max(now.getTime(), before[0] ? Date.parse(before[0].createdAt) + 1 : 0));
  const stored = await insertStatement(
    tx,
    ctx.organizationId,
    { id: newId(now.getTime()), modelSlug, price, validFrom: from, validTo, origin, createdBy: ctx.actor.name },
    createdAt,
  );
  const statement = toPriceStatement(modelSlug, stored, [stored, ...before], now);
  await recordAudit(tx, ctx, {
    action: "model.price",
    subjectType: "model",
    subjectId: modelSlug,
    before: inForceAt(before, now.getTime())?.price ?? null,
    after: { price, validFrom: from, validTo, statementId: stored.id },
    reason: reason ?? null,
  });
  return statement;
}

/** Takes a statement back, as if it had never been made; it stays in the list. Throws `conflict` when it is back already. */
export const withdrawPrice = (ctx: Ctx, id: string): Promise<PriceStatement> => setWithdrawn(ctx, id, true);

/** Lets a withdrawn statement count again. Throws `conflict` when it counts already. */
export const restorePrice = (ctx: Ctx, id: string): Promise<PriceStatement> => setWithdrawn(ctx, id, false);

async function setWithdrawn(ctx: Ctx, id: string, isWithdrawn: boolean): Promise<PriceStatement> {
  requireScope(ctx, "write");
  const model = isId(id) ? await findStatementModel(ctx.db, ctx.organizationId, id) : null;
  if (model === null) throw notFound(`There is no stated price ${id}`);
  return changeRegistry(ctx, async (tx) => {
    await lockModelsForChange(tx, ctx.organizationId, [model]);
    const statements = await statementsOf(tx, ctx, model);
    const before = statements.find((one) => one.id === id)!;
    if ((before.withdrawnAt !== null) === isWithdrawn) {
      throw conflict(isWithdrawn ? "This price was withdrawn already" : "This price counts already");
    }
    const withdrawal = isWithdrawn ? { by: ctx.actor.name, at: ctx.now() } : null;
    const after = await writeWithdrawal(tx, ctx.organizationId, id, withdrawal);
    await recordAudit(tx, ctx, {
      action: isWithdrawn ? "model.price_withdraw" : "model.price_restore",
      subjectType: "model",
      subjectId: model,
      before,
      after,
    });
    const newer = statements.map((one) => (one.id === id ? after : one));
    return toPriceStatement(model, after, newer, ctx.now());
  });
}

async function statementsOf(tx: DatabaseTransaction, ctx: Ctx, slug: string): Promise<StoredStatement[]> {
  return (await selectStatedPrices(tx, ctx.organizationId, slug)).get(slug) ?? [];
}

/** A statement as people see it; `all` are the model's, newest first. */
export function toPriceStatement(
  model: string,
  statement: StoredStatement,
  all: readonly StoredStatement[],
  now: Date,
): PriceStatement {
  return { ...statement, model, isInForce: inForceAt(all, now.getTime())?.id === statement.id };
}
