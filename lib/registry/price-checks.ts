import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { decodeCursor, page, type Page, type PageQuery } from "@/lib/platform/pagination";
import { comparePrices } from "./compare-price";
import {
  PRICE_COMPARISONS,
  type CheckedRow,
  type ComparedPrice,
  type ImportPriceListQuery,
  type PriceCheck,
  type PriceCheckSummary,
  type TakeOverPriceInput,
} from "./price-check-schemas";
import { findCheck, insertCheck, selectChecks, type StoredCheck } from "./price-check-store";
import type { PriceList } from "./price-list-schemas";
import type { ModelPrice, PriceStatement } from "./price-schemas";
import { selectStatedPrices } from "./price-store";
import { rowsOfOurModels } from "./read-price-list";
import { statePrice } from "./state-price";

/**
 * Compares a second price book with the prices in force here and keeps its rows about our models. It changes no price.
 * Throws `invalid_input` when it names none of our models.
 */
export async function importPriceList(ctx: Ctx, { name }: ImportPriceListQuery, list: PriceList): Promise<PriceCheck> {
  requireScope(ctx, "write");
  const { modelList } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const rows = rowsOfOurModels(list, modelList);
  if (rows.length === 0) {
    throw invalidInput("The list names none of your models: its `provider` and `id` have to be those of the vendors", {
      field: "models",
    });
  }
  const id = newId(ctx.now().getTime());
  const stored = await ctx.db.$transaction(async (tx) => {
    const bookDate = list.meta?.generated ?? null;
    const check = await insertCheck(tx, ctx, { id, name, bookDate, rowCount: list.models.length, rows });
    await recordAudit(tx, ctx, {
      action: "price_check.import",
      subjectType: "price_check",
      subjectId: id,
      before: null,
      after: { name, bookDate, rowCount: check.rowCount, matchedCount: check.matchedCount },
    });
    return check;
  });
  return compared(ctx, stored);
}

/** Checks that were made, newest first, without their rows. */
export async function listPriceChecks(ctx: Ctx, { limit, cursor }: PageQuery): Promise<Page<PriceCheckSummary>> {
  requireScope(ctx, "read");
  const rows = await selectChecks(ctx, limit + 1, decodeCursor(cursor, z.uuid()));
  return page({ rows: rows.map(summaryOf), limit, cursorOf: ({ id }) => id });
}

/** A check against the prices that are in force now. Throws `not_found`. */
export async function getPriceCheck(ctx: Ctx, id: string): Promise<PriceCheck> {
  requireScope(ctx, "read");
  return compared(ctx, await requireCheck(ctx, id));
}

/**
 * Puts the price of the other book in force for a model, as a statement that can be withdrawn. Throws `not_found` when
 * the check does not name the model, `conflict` when what it states cannot be a price of ours.
 */
export async function takeOverPrice(
  ctx: Ctx,
  id: string,
  { model, validFrom }: TakeOverPriceInput,
): Promise<PriceStatement> {
  requireScope(ctx, "write");
  const { name, bookDate, checked } = await requireCheck(ctx, id);
  const row = checked.find((one) => one.model === model);
  if (!row) throw notFound(`The price check does not name the model ${model}`, { field: "model" });
  if (!row.price) throw conflict(`The list's price of ${model} cannot be taken over: ${row.problem}`);
  const note = [`From ${name}`, row.source && `(${row.source})`, bookDate && `of ${bookDate}`]
    .filter(Boolean)
    .join(" ");
  return statePrice(ctx, model, {
    price: { ...row.price, note },
    ...(validFrom !== undefined && { validFrom }),
    validTo: null,
    origin: "price_check",
  });
}

async function requireCheck(ctx: Ctx, id: string): Promise<StoredCheck> {
  const check = isId(id) ? await findCheck(ctx, id) : null;
  if (!check) throw notFound(`There is no price check ${id}`);
  return check;
}

const summaryOf = ({ checked: _, ...summary }: StoredCheck): PriceCheckSummary => summary;

async function compared(ctx: Ctx, check: StoredCheck): Promise<PriceCheck> {
  const { models } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const takenOver = await takenOverStatements(ctx);
  const rows = check.checked.flatMap((row) => {
    const model = models.get(row.model);
    return model ? [compareRow(row, model.price, takenOver)] : [];
  });
  const rank = ({ comparison }: ComparedPrice) => PRICE_COMPARISONS.indexOf(comparison);
  return { ...summaryOf(check), rows: rows.sort((a, b) => rank(a) - rank(b) || (a.model < b.model ? -1 : 1)) };
}

/** Ids of the valid statements that came from another book. */
async function takenOverStatements(ctx: Ctx): Promise<ReadonlySet<string>> {
  const statements = await selectStatedPrices(ctx.db, ctx.organizationId);
  return new Set(
    [...statements.values()]
      .flat()
      .filter(({ origin, withdrawnAt }) => origin === "price_check" && withdrawnAt === null)
      .map(({ id }) => id),
  );
}

function compareRow(row: CheckedRow, ours: ModelPrice | null, takenOver: ReadonlySet<string>): ComparedPrice {
  const differences = row.price ? comparePrices(ours, row.price) : [];
  const own = ours?.ref.startsWith(OVERRIDE) ? ours.ref.slice(OVERRIDE.length) : null;
  const statementId = own !== null && takenOver.has(own) && differences.length === 0 ? own : null;
  const comparison = comparisonOf(differences, statementId !== null);
  return { ...row, comparison, differences, ours, statementId };
}

const OVERRIDE = "override:";

function comparisonOf(differences: ComparedPrice["differences"], isTakenOver: boolean): ComparedPrice["comparison"] {
  if (isTakenOver) return "taken_over";
  if (differences.length === 0) return "same";
  return differences.every(({ ours }) => ours === null) ? "unknown_here" : "differs";
}
