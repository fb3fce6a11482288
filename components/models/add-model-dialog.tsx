"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { registerModel } from "@/lib/client/models";
import type { RegisterModelInput } from "@/lib/registry/schemas";
import { AddModelForm } from "./add-model-form";

export type AddModelDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  providers: readonly string[];
  /** Gets the slug of the new model. */
  onAdded: (slug: string) => void;
};

export function AddModelDialog({ open, onOpenChange, providers, onAdded }: AddModelDialogProps) {
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: (input: RegisterModelInput) => registerModel(input, newIdempotencyKey()),
    onSuccess: async ({ slug }) => {
      onOpenChange(false);
      notify.success(`${slug} is added`);
      onAdded(slug);
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        add.reset();
      }}
    >
      <DialogContent
        title="Add a model"
        description="One that its provider serves and the catalogue does not list, such as a fine-tuned or self-hosted one."
      >
        <AddModelForm
          providers={providers}
          isPending={add.isPending}
          error={add.error}
          onSave={(input) => add.mutate(input)}
        />
      </DialogContent>
    </Dialog>
  );
}
