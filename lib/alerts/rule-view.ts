import { currentBudgets } from "./measure-rules";
import type { Ctx } from "@/lib/platform/ctx";
import type { RuleRow } from "./rule-store";
import type { AlertRule, AlertRuleState } from "./schemas";

/** Rules as people see them. */
export async function asRules(ctx: Ctx, rows: readonly RuleRow[]): Promise<AlertRule[]> {
  const isBudgetNamed = rows.some(({ content }) => content.scope === "budget");
  const [{ tasks, models }, budgets] = await Promise.all([
    ctx.runtime.registry.ensureLoaded(ctx.organizationId),
    isBudgetNamed ? currentBudgets(ctx) : [],
  ]);
  const nameOf = ({ content: { scope, scopeRef } }: RuleRow): string | null => {
    if (scopeRef === null) return null;
    if (scope === "task") return tasks.get(scopeRef)?.task.name ?? null;
    if (scope === "model") return models.get(scopeRef)?.name ?? null;
    return budgets.find(({ id }) => id === scopeRef)?.name ?? null;
  };
  return rows.map((row) => {
    const { id, content, state, lastValue, lastCount } = row;
    return {
      ...content,
      id,
      state: stateOf(row),
      since: state.kind === "ok" ? null : new Date(state.sinceMs).toISOString(),
      quietUntil: state.quietUntilMs === null ? null : new Date(state.quietUntilMs).toISOString(),
      lastValue,
      lastCount,
      evaluatedAt: row.evaluatedAt?.toISOString() ?? null,
      scopeName: nameOf(row),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      deletedAt: row.deletedAt?.toISOString() ?? null,
    };
  });
}

export async function asRule(ctx: Ctx, row: RuleRow): Promise<AlertRule> {
  const [rule] = await asRules(ctx, [row]);
  return rule!;
}

function stateOf({ content, state, deletedAt }: RuleRow): AlertRuleState {
  if (deletedAt) return "deleted";
  return content.isEnabled ? state.kind : "off";
}
