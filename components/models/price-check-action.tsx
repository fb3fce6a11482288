"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { takeOverPrice, withdrawPrice } from "@/lib/client/price-checks";
import type { ComparedPrice } from "@/lib/registry/schemas";

/** Takes the list's price over, or returns to ours; each says so and offers the way back. */
export function PriceCheckAction({ checkId, row }: { checkId: string; row: ComparedPrice }) {
  const queryClient = useQueryClient();
  const mayWrite = useMay("write");
  const { model, comparison, statementId } = row;

  const refresh = () =>
    Promise.all(["models", "recommend"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
  const fail = (error: unknown) => notify.error(describeError(error).message);

  async function withdraw(id: string): Promise<void> {
    await withdrawPrice(id);
    notify.success(`${model} has our price again`);
    await refresh();
  }

  const takeOver = useMutation({
    mutationFn: async () => {
      const statement = await takeOverPrice(checkId, model);
      notify.success(`${model} has their price from now on`, {
        action: { label: "Undo", onPress: () => void withdraw(statement.id).catch(fail) },
      });
      await refresh();
    },
    onError: fail,
  });
  const giveBack = useMutation({ mutationFn: withdraw, onError: fail });

  if (!mayWrite) return null;
  if (statementId !== null) {
    return (
      <Button
        size="sm"
        aria-label={`Use our price of ${model}`}
        isPending={giveBack.isPending}
        onClick={() => giveBack.mutate(statementId)}
      >
        Use ours
      </Button>
    );
  }
  if (comparison === "same" || !row.price) return null;
  return (
    <Button
      size="sm"
      aria-label={`Use their price of ${model}`}
      isPending={takeOver.isPending}
      onClick={() => takeOver.mutate()}
    >
      Use theirs
    </Button>
  );
}
