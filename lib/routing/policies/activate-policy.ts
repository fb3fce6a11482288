import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { getTask } from "@/lib/registry";
import type { ActivatePolicyInput, LearnPolicyInput, RoutingPolicy } from "../policy-schemas";
import { activeOf, deleteActive, putActive, type PolicyRow } from "./policy-store";
import { getRoutingPolicy, requirePolicy } from "./routing-policies";

/**
 * Lets the policy decide for tasks, in place of what decided before; activating the earlier one undoes it. Throws
 * `conflict` for a policy that is not learnt yet.
 */
export async function activateRoutingPolicy(ctx: Ctx, id: string, input: ActivatePolicyInput): Promise<RoutingPolicy> {
  requireScope(ctx, "write");
  const row = await requirePolicy(ctx, id);
  if (row.evidence === null) throw conflict("This policy is not learnt yet: wait for it, or start another");
  const tasks = [...new Set(input.tasks ?? (row.options as LearnPolicyInput).tasks)];
  for (const task of tasks) await getTask(ctx, task);
  await ctx.db.$transaction((tx) => putInForce(tx, ctx, row, tasks, input.reason));
  await ctx.runtime.routingPolicies.refresh();
  return getRoutingPolicy(ctx, id);
}

/** The router's own ranking decides again for all tasks of this policy. */
export async function deactivateRoutingPolicy(ctx: Ctx, id: string): Promise<RoutingPolicy> {
  requireScope(ctx, "write");
  await requirePolicy(ctx, id);
  await ctx.db.$transaction(async (tx) => {
    const before = await activeOf(tx, ctx.organizationId);
    await deleteActive(tx, ctx.organizationId, id);
    await recordAudit(tx, ctx, {
      action: "routing_policy.deactivate",
      subjectType: "routing_policy",
      subjectId: id,
      before: { tasks: [...before].filter(([, policyId]) => policyId === id).map(([task]) => task) },
      after: { tasks: [] },
    });
  });
  await ctx.runtime.routingPolicies.refresh();
  return getRoutingPolicy(ctx, id);
}

/** Part of a transaction that stores the change with its audit row. */
export async function putInForce(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id }: Pick<PolicyRow, "id">,
  tasks: readonly string[],
  reason: string,
): Promise<void> {
  const before = await activeOf(tx, ctx.organizationId);
  await putActive(tx, ctx, tasks, id);
  await recordAudit(tx, ctx, {
    action: "routing_policy.activate",
    subjectType: "routing_policy",
    subjectId: id,
    before: Object.fromEntries(tasks.map((task) => [task, before.get(task) ?? null])),
    after: Object.fromEntries(tasks.map((task) => [task, id])),
    ...(reason && { reason }),
  });
}
