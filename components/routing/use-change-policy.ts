"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { activatePolicy, deactivatePolicy, routingPoliciesQuery } from "@/lib/client/routing";
import type { RoutingPolicy } from "@/lib/routing/schemas";
import { prepareUndo, type UndoStep } from "./prepare-undo";

type PolicyChange = { policy: RoutingPolicy; action: "activate" | "deactivate" };

/** Puts a policy in force for its tasks or takes it out, says so, and offers to undo it. */
export function useChangePolicy() {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([["routing"], ["recommend"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));

  async function undo(steps: readonly UndoStep[]) {
    try {
      for (const step of steps) {
        if (step.action === "activate") await activatePolicy(step.id, step.tasks);
        else await deactivatePolicy(step.id);
      }
      notify.success("What decided before decides again");
    } catch (error) {
      notify.error("The change was not undone", { description: describeError(error).message });
    } finally {
      await refresh();
    }
  }

  return useMutation({
    mutationFn: async ({ policy, action }: PolicyChange) => {
      const before = queryClient.getQueryData(routingPoliciesQuery().queryKey)?.pages ?? [];
      const tasks = action === "activate" ? policy.tasks : [];
      const steps = prepareUndo({
        policies: before.flatMap((page) => page.data),
        isComplete: before.at(-1)?.nextCursor === null,
        id: policy.id,
        tasks,
      });
      await (action === "activate" ? activatePolicy(policy.id, tasks) : deactivatePolicy(policy.id));
      return steps;
    },
    onSuccess: async (steps, { policy, action }) => {
      const names = (action === "activate" ? policy.tasks : policy.activeFor).join(", ");
      notify.success(
        action === "activate" ? `The policy decides for ${names}` : `The router's own ranking decides for ${names}`,
        { ...(steps && { action: { label: "Undo", onPress: () => void undo(steps) } }) },
      );
      await refresh();
    },
    onError: (error) => notify.error("The policy was not changed", { description: describeError(error).message }),
  });
}
