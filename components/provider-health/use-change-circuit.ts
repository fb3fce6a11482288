import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { changeCircuit } from "@/lib/client/provider-health";
import type { ChangeCircuitInput } from "@/lib/providers/schemas";

/** Stops or releases a model's traffic, says so, and offers to undo a stop. */
export function useChangeCircuit() {
  const queryClient = useQueryClient();

  async function apply(input: ChangeCircuitInput): Promise<void> {
    await changeCircuit(input);
    const isStop = input.action === "open";
    notify.success(
      isStop ? `Traffic to ${input.model} is stopped` : `Traffic to ${input.model} goes on`,
      isStop ? { action: { label: "Undo", onPress: () => void release(input.model) } } : undefined,
    );
    await queryClient.invalidateQueries({ queryKey: ["provider-health"] });
  }

  const release = (model: string) =>
    apply({ model, action: "close" }).catch((error: unknown) => notify.error(describeError(error).message));

  return useMutation({ mutationFn: apply });
}
