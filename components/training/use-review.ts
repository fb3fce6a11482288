import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { reviewExample } from "@/lib/client/examples";
import type { Example, ReviewInput } from "@/lib/training/schemas";

type Done = { example: Example; action: ReviewInput["action"] | "skip" };

/**
 * Decisions on the examples of a queue. The next one is shown at once; the decision is stored behind it, and an example
 * whose decision fails comes back. The last decisions can be taken back one by one.
 */
export function useReview(queue: readonly Example[]) {
  const queryClient = useQueryClient();
  const [done, setDone] = useState<readonly Done[]>([]);
  const decided = new Set(done.map(({ example }) => example.id));
  const open = queue.filter(({ id }) => !decided.has(id));
  const current = open[0] ?? null;
  const forget = (id: string) => setDone((before) => before.filter(({ example }) => example.id !== id));
  const mutation = useMutation({
    mutationFn: ({ example, input }: { example: Example; input: ReviewInput }) => reviewExample(example.id, input),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ["training", "quality"] });
      void queryClient.invalidateQueries({ queryKey: ["training", "triggers"] });
      void queryClient.invalidateQueries({ queryKey: ["training", "conflicts"] });
    },
    onError: (error, { example }) => {
      notify.error(describeError(error).message);
      forget(example.id);
    },
  });

  function decide(input: ReviewInput) {
    if (!current) return;
    setDone((before) => [...before, { example: current, action: input.action }]);
    mutation.mutate({ example: current, input });
  }

  function undo() {
    const last = done.at(-1);
    if (!last) return;
    if (last.action !== "skip") mutation.mutate({ example: last.example, input: { action: "reopen" } });
    forget(last.example.id);
  }

  return {
    current,
    openCount: open.length,
    doneCount: done.filter(({ action }) => action !== "skip").length,
    canUndo: done.length > 0,
    accept: () => decide({ action: "accept" }),
    reject: () => decide({ action: "reject" }),
    fix: (label: string) => decide({ action: "fix", label }),
    skip: () => current && setDone((before) => [...before, { example: current, action: "skip" }]),
    undo,
  };
}
