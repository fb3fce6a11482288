import type { RoutingPolicy } from "@/lib/routing/schemas";

type Policy = Pick<RoutingPolicy, "id" | "activeFor">;

export type UndoStep = { id: string; action: "activate"; tasks: string[] } | { id: string; action: "deactivate" };

type Change = {
  /** As they were before the change. */
  policies: readonly Policy[];
  /** Whether those are all there are: else who decided for a task may be unknown. */
  isComplete: boolean;
  /** The policy that was put in force or taken out of it. */
  id: string;
  /** Tasks that it is put in force for; none when it is taken out. */
  tasks: readonly string[];
};

/**
 * What brings back who decided before the change, in order. null when that is unknown. Tasks that nothing decided for
 * go back to the router's own ranking.
 */
export function prepareUndo({ policies, isComplete, id, tasks }: Change): UndoStep[] | null {
  const own = policies.find((policy) => policy.id === id)?.activeFor ?? [];
  const others = policies
    .filter((policy) => policy.id !== id)
    .map((policy) => ({ id: policy.id, tasks: policy.activeFor.filter((task) => tasks.includes(task)) }))
    .filter((policy) => policy.tasks.length > 0);
  const known = new Set([...own, ...others.flatMap((policy) => policy.tasks)]);
  if (!isComplete && tasks.some((task) => !known.has(task))) return null;
  return [
    ...(tasks.length > 0 ? [{ id, action: "deactivate" } as const] : []),
    ...[{ id, tasks: [...own] }, ...others]
      .filter((policy) => policy.tasks.length > 0)
      .map((policy) => ({ id: policy.id, action: "activate" as const, tasks: policy.tasks })),
  ];
}
