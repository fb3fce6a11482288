"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { actOnOptimization, optimizationQuery } from "@/lib/client/optimization";
import type { OptimizationRun } from "@/lib/optimization/schemas";

const FAILURES = {
  apply: "The change was not applied",
  canary: "The change was not applied",
  undo: "The change was not undone",
  cancel: "The search could not be cancelled",
} as const;

/** Applies, undoes or cancels a search, says so, and offers to undo what was applied. */
export function useOptimizationAction() {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      [["optimizations"], ["config"], ["recommendations"], ["savings"]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );

  const mutation = useMutation({
    mutationFn: ({ run, action }: { run: OptimizationRun; action: "apply" | "canary" | "undo" | "cancel" }) =>
      actOnOptimization(run.id, action),
    onSuccess: async (run, { action }) => {
      queryClient.setQueryData(optimizationQuery(run.id).queryKey, run);
      if (action === "apply" || action === "canary") {
        const whom = action === "canary" ? " for a tenth of the requests" : "";
        notify.success(`Version ${run.application?.version} of ${run.task} is in force${whom}`, {
          action: { label: "Undo", onPress: () => mutation.mutate({ run, action: "undo" }) },
        });
      }
      if (action === "undo") notify.success(`${run.task} is served as before`);
      await refresh();
    },
    onError: (error, { action }) => notify.error(FAILURES[action], { description: describeError(error).message }),
  });
  return mutation;
}
