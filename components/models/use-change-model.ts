import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { updateModel } from "@/lib/client/models";
import type { UpdateModelInput } from "@/lib/registry/schemas";

type ModelChange = {
  input: UpdateModelInput;
  /** What brings the old state back; offered as Undo. */
  undo?: UpdateModelInput;
  /** What was done, in the past tense. */
  done: string;
};

/** Changes a model, says so, and offers to undo it. */
export function useChangeModel(slug: string) {
  const queryClient = useQueryClient();

  async function apply({ input, undo, done }: ModelChange): Promise<void> {
    await updateModel(slug, input);
    notify.success(done, undo && { action: { label: "Undo", onPress: () => void revert(undo) } });
    await Promise.all(["models", "recommend"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  }

  const revert = (input: UpdateModelInput) =>
    apply({ input, done: `${slug} is as it was before` }).catch((error: unknown) =>
      notify.error(describeError(error).message),
    );

  return useMutation({ mutationFn: apply });
}
