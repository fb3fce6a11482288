import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import { describeError } from "@/components/data/describe-error";
import { undoExperimentStep } from "@/lib/client/experiments";

type ExperimentStep = { step: () => Promise<unknown>; /** Said when it is done. */ done: string; isUndo?: boolean };

/** Takes a step, says so, and offers to take it back. */
export function useExperimentStep(slug: string, onDone: () => void) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ step }: ExperimentStep) => step(),
    onSuccess: async (_, { done, isUndo }) => {
      onDone();
      notify.success(
        done,
        isUndo ? undefined : { action: { label: "Undo", onPress: () => mutation.mutate(undo(slug)) } },
      );
      await Promise.all(
        [["experiments"], ["config"], ["tasks"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
    },
    onError: (error, { isUndo }) => {
      if (isUndo) notify.error(describeError(error).message);
    },
  });
  return { ...mutation, undo: () => mutation.mutate(undo(slug)) };
}

const undo = (slug: string): ExperimentStep => ({
  step: () => undoExperimentStep(slug),
  done: "Taken back",
  isUndo: true,
});
