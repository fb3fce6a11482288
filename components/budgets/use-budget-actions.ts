"use client";

import { useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import type { Budget } from "@/lib/budgets/schemas";
import { deleteBudget, restoreBudget, updateBudget } from "@/lib/client/budgets";
import { contentOf } from "./budget-form-values";

/** Deleting and restoring, each with the other as its Undo; failures are told at the corner. */
export function useBudgetActions() {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["budgets"] });

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      notify.error(describeError(error).message);
    }
    await refresh();
  }

  const restore = (budget: Budget): Promise<void> =>
    attempt(async () => {
      await restoreBudget(budget.id);
      notify.success(`Budget “${budget.name}” is back`);
    });
  const remove = (budget: Budget): Promise<void> =>
    attempt(async () => {
      await deleteBudget(budget.id);
      notify.success(`Budget “${budget.name}” is deleted`, {
        description: "It limits nothing any more. Its history stays.",
        action: { label: "Undo", onPress: () => void restore(budget) },
      });
    });
  /** Makes the budget what it was. */
  const revert = (before: Budget): Promise<void> =>
    attempt(async () => {
      await updateBudget(before.id, contentOf(before));
      notify.success(`Budget “${before.name}” is as it was`);
    });

  return { remove, restore, revert, refresh };
}
