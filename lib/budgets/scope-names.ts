import { keyNames } from "@/lib/auth";
import type { Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { getTask } from "@/lib/registry";
import type { BudgetContent } from "./schemas";

type Scoped = Pick<BudgetContent, "scope" | "scopeRef">;

/** Throws `not_found` when the budget names a task or key that this organization does not have. */
export async function requireKnownScope(ctx: Ctx, { scope, scopeRef }: Scoped): Promise<void> {
  if (scopeRef === null) return;
  if (scope === "task") await getTask(ctx, scopeRef);
  if (scope === "key" && !(await keyNames(ctx, [scopeRef])).has(scopeRef))
    throw notFound("There is no such API key. `scopeRef` is the key's id (Settings, API keys)", { field: "scopeRef" });
}

/** The name of the task or key that a budget is about; null when it is gone, and for the other scopes. */
export type NameScope = (scoped: Scoped) => string | null;

export async function scopeNamer(ctx: Ctx, budgets: readonly Scoped[]): Promise<NameScope> {
  const keys = await keyNames(
    ctx,
    budgets.flatMap(({ scope, scopeRef }) => (scope === "key" && scopeRef ? [scopeRef] : [])),
  );
  const { tasks } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  return ({ scope, scopeRef }) => {
    if (scopeRef === null) return null;
    if (scope === "task") return tasks.get(scopeRef)?.task.name ?? null;
    return scope === "key" ? (keys.get(scopeRef) ?? null) : null;
  };
}
