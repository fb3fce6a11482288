import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { giveFeedback, withdrawFeedback, type GivenInput } from "@/lib/client/feedback";

const CHANGED = ["feedback", "execution", "executions", "metrics", "training"];

/** Says something of an execution and offers to take it back. */
export function useGiveFeedback() {
  const queryClient = useQueryClient();
  const refresh = () => Promise.all(CHANGED.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  const onError = (error: unknown) => notify.error(describeError(error).message);
  const withdraw = useMutation({
    mutationFn: withdrawFeedback,
    onSuccess: async () => {
      notify.success("Your feedback is taken back");
      await refresh();
    },
    onError,
  });
  const give = useMutation({
    mutationFn: (input: GivenInput) => giveFeedback(input),
    onSuccess: async ({ feedback: [given] }) => {
      notify.success("Thank you: your feedback is stored", {
        ...(given && { action: { label: "Undo", onPress: () => withdraw.mutate(given.id) } }),
      });
      await refresh();
    },
    onError,
  });
  return { give, withdraw };
}
