import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { insertBudget } from "./budget-store";
import { changeBudget, requireSound } from "./change-budget";
import type { Budget, CreateBudgetInput } from "./schemas";
import { requireKnownScope } from "./scope-names";

/**
 * Makes a budget. It counts what was spent since its window began, also before it was made. In force at once in this
 * process, within five seconds in every other. Throws `not_found` for an unknown task or key.
 */
export async function createBudget(ctx: Ctx, input: CreateBudgetInput): Promise<Budget> {
  requireScope(ctx, "write");
  requireSound(input);
  await requireKnownScope(ctx, input);
  const now = ctx.now();
  const limitHistory = [{ from: now.toISOString(), limitUsd: input.limitUsd }];
  return changeBudget(ctx, "create", async (tx) => ({
    before: null,
    after: await insertBudget(tx, ctx, { id: newId(now.getTime()), content: input, limitHistory }),
  }));
}
