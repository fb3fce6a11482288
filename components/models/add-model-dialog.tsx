"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { registerModel } from "@/lib/client/models";
import type { RegisterModelInput } from "@/lib/registry/schemas";
import { AddModelForm } from "./add-model-form";

/** `onAdded` gets the slug of the new model. */
export function AddModelDialog({
  providers,
  onAdded,
}: {
  providers: readonly string[];
  onAdded: (slug: string) => void;
}) {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const add = useMutation({
    mutationFn: (input: RegisterModelInput) => registerModel(input, newIdempotencyKey()),
    onSuccess: async ({ slug }) => {
      setIsOpen(false);
      notify.success(`${slug} is added`);
      onAdded(slug);
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        add.reset();
      }}
    >
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          Add a model
        </Button>
      </DialogTrigger>
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
