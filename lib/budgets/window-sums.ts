import { spendPerUser, sumSpend, type SpendDimension, type SpendScope, type SpendSum } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { Bounds } from "./budget-window";
import { projectSpend } from "./policy";
import type { BudgetContent, BudgetWindow } from "./schemas";

type Scoped = Pick<BudgetContent, "scope" | "scopeRef">;

/** The money of one window; `user` is the one who spent most of a budget for each user, else null. */
export type WindowSum = SpendSum & { user: string | null };

/** What counts towards a budget in a window. `user` is needed for a budget for each user, and only there. */
export function spendScope({ scope, scopeRef }: Scoped, { from, to }: Bounds, user: string | null): SpendScope {
  const dimension: SpendDimension = scope === "each_user" ? "user" : scope;
  return { dimension, ref: (scope === "each_user" ? user : scopeRef) ?? "", from, to };
}

/** One sum a window, in order; null for a budget for each user of which nobody spent anything. */
export async function sumWindows(
  ctx: Ctx,
  asked: readonly { content: Scoped; window: Bounds }[],
): Promise<(WindowSum | null)[]> {
  const users = await Promise.all(asked.map(({ content, window }) => dearestUser(ctx, content, window)));
  const scopes = asked.map(({ content, window }, position) => spendScope(content, window, users[position]!));
  const sums = await sumSpend(ctx.db, ctx.organizationId, scopes);
  return asked.map(({ content }, position) => {
    const user = users[position]!;
    return content.scope === "each_user" && user === null ? null : { ...sums[position]!, user };
  });
}

async function dearestUser({ db, organizationId }: Ctx, { scope }: Scoped, window: Bounds): Promise<string | null> {
  if (scope !== "each_user") return null;
  const [first] = await spendPerUser(db, organizationId, { ...window, limit: 1 });
  return first?.user ?? null;
}

export function asWindow(limitUsd: number, bounds: Bounds, sum: WindowSum, now: Date): BudgetWindow {
  const { spentUsd, reservedUsd, count, unpricedCount, user } = sum;
  return {
    from: bounds.from.toISOString(),
    to: bounds.to.toISOString(),
    spentUsd,
    reservedUsd,
    remainingUsd: Math.max(0, limitUsd - spentUsd - reservedUsd),
    share: spentUsd / limitUsd,
    calls: count,
    unpricedCount,
    projectedUsd: projectSpend(spentUsd, bounds, now),
    user,
  };
}
