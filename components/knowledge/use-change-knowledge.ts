import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";

type KnowledgeChange = { change: () => Promise<unknown>; done: string; undo?: () => Promise<unknown> };

/** Makes a change that one click starts, says so, and offers to undo it. */
export function useChangeKnowledge() {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ change }: KnowledgeChange) => change(),
    onSuccess: async (_, { done, undo }) => {
      notify.success(
        done,
        undo && { action: { label: "Undo", onPress: () => mutation.mutate({ change: undo, done: "Undone" }) } },
      );
      await queryClient.invalidateQueries({ queryKey: ["knowledge"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  return mutation;
}
