"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { deleteProvider, providersQuery } from "@/lib/client/providers";
import { formatCount } from "@/lib/client/format";
import type { Provider } from "@/lib/registry/schemas";

type DeleteProviderDialogProps = { provider: Provider; open: boolean; onOpenChange: (open: boolean) => void };

export function DeleteProviderDialog({ provider, open, onOpenChange }: DeleteProviderDialogProps) {
  const queryClient = useQueryClient();
  const { id, name, modelCount } = provider;
  const removal = useMutation({
    mutationFn: () => deleteProvider(id),
    onSuccess: async () => {
      onOpenChange(false);
      notify.success(`${name} is deleted`);
      await queryClient.invalidateQueries({ queryKey: providersQuery().queryKey });
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        removal.reset();
        onOpenChange(next);
      }}
      title={`Delete ${name}?`}
      description={
        <>
          Its key is deleted, and {modelCount === 1 ? "its one model" : `its ${formatCount(modelCount)} models`} can no
          longer be called; models that you added to it go with it. While a task’s configuration names one of them,
          nothing is deleted and you are told which task. This cannot be undone: to pause it, disable it instead.
        </>
      }
      confirmLabel={`Delete ${name}`}
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate()}
    />
  );
}
