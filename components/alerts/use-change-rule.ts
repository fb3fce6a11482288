import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";

type RuleChange = {
  change: () => Promise<unknown>;
  /** Said when it is done. */
  done: string;
  /** Takes it back. */
  undo?: () => Promise<unknown>;
};

/** Makes a change that one click starts, says so, and offers to undo it. */
export function useChangeRule(queryKey: readonly string[]) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ change }: RuleChange) => change(),
    onSuccess: async (_, { done, undo }) => {
      notify.success(
        done,
        undo && { action: { label: "Undo", onPress: () => mutation.mutate({ change: undo, done: "Undone" }) } },
      );
      await Promise.all([
        queryClient.invalidateQueries({ queryKey }),
        queryClient.invalidateQueries({ queryKey: ["alerts"] }),
      ]);
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  return mutation;
}
