"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RunProgress } from "@/components/data/run-progress";
import { notify } from "@/components/ui/notify";
import { cancelTrainingRun, isUnderWay, trainingRunQuery } from "@/lib/client/training";
import type { TrainingRun } from "@/lib/training/schemas";
import { runState } from "./run-state";

type TrainingProgressProps = {
  run: TrainingRun;
  canCancel: boolean;
  /** For the page of the run. */
  isMain?: boolean;
};

export function TrainingProgress({ run, canCancel, isMain }: TrainingProgressProps) {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelTrainingRun(run.id),
    onSuccess: async (cancelled) => {
      queryClient.setQueryData(trainingRunQuery(run.id).queryKey, cancelled);
      await queryClient.invalidateQueries({ queryKey: ["training", "runs"] });
    },
    onError: (error) => notify.error("The run could not be cancelled", { description: error.message }),
  });
  // Each step counts anew, so the last count says nothing about the whole.
  const isActive = isUnderWay(run);
  const state = cancel.isPending ? "cancelling" : runState(run);

  return (
    <RunProgress
      title={`Training for ${run.task}`}
      state={state}
      done={isActive ? (run.progress?.done ?? null) : null}
      total={isActive ? (run.progress?.total ?? null) : null}
      step={run.progress?.step ?? null}
      startedAt={run.startedAt}
      finishedAt={run.finishedAt}
      message={state === "cancelled" ? "Nothing of this run was published." : (run.error?.message ?? null)}
      onCancel={canCancel ? () => cancel.mutate() : undefined}
      isMain={isMain}
    />
  );
}
