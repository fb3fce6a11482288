import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import type { Alert } from "@/lib/alerts/schemas";
import { acknowledgeAlert } from "@/lib/client/alerts";

type Acknowledgement = { alert: Alert; isAcknowledged: boolean };

/** Says that somebody looks after an alert, and offers to take it back. */
export function useAcknowledge() {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ alert, isAcknowledged }: Acknowledgement) => acknowledgeAlert(alert.id, isAcknowledged),
    onSuccess: async (alert, { isAcknowledged }) => {
      const undo = { label: "Undo", onPress: () => mutation.mutate({ alert, isAcknowledged: false }) };
      notify.success(
        isAcknowledged ? `${alert.ruleName} is acknowledged` : `${alert.ruleName} is not acknowledged any more`,
        isAcknowledged ? { action: undo } : {},
      );
      await queryClient.invalidateQueries({ queryKey: ["alerts"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  return mutation;
}
