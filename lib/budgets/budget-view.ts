import type { Ctx } from "@/lib/platform/ctx";
import type { BudgetRow } from "./budget-store";
import { windowAt } from "./budget-window";
import { stateOf } from "./policy";
import type { Budget } from "./schemas";
import { scopeNamer } from "./scope-names";
import { asWindow, sumWindows } from "./window-sums";

/** Budgets as people see them, with the money of their windows of now. */
export async function asBudgets(ctx: Ctx, rows: readonly BudgetRow[]): Promise<Budget[]> {
  const now = ctx.now();
  const asked = rows.map(({ content }) => ({ content, window: windowAt(content, now) }));
  const contents = rows.map(({ content }) => content);
  const [nameScope, sums] = await Promise.all([scopeNamer(ctx, contents), sumWindows(ctx, asked)]);
  return rows.map((row, position) => {
    const { content, id, createdAt, updatedAt, deletedAt } = row;
    const sum = sums[position] ?? null;
    return {
      ...content,
      id,
      state: stateOf(row, now),
      scopeName: nameScope(content),
      current: sum && asWindow(content.limitUsd, asked[position]!.window, sum, now),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      deletedAt: deletedAt?.toISOString() ?? null,
    };
  });
}

export async function asBudget(ctx: Ctx, row: BudgetRow): Promise<Budget> {
  const [budget] = await asBudgets(ctx, [row]);
  return budget!;
}
