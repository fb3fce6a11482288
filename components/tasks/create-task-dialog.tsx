"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { createTask } from "@/lib/client/tasks";
import type { CreateTaskInput } from "@/lib/registry/schemas";
import { TaskForm } from "./task-form";

export type CreateTaskDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets the slug of the new task. */
  onCreated: (slug: string) => void;
};

export function CreateTaskDialog({ open, onOpenChange, onCreated }: CreateTaskDialogProps) {
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (input: CreateTaskInput) => createTask(input, newIdempotencyKey()),
    onSuccess: async ({ slug, name }) => {
      onOpenChange(false);
      notify.success(`The task ${name} is created`);
      onCreated(slug);
      await queryClient.invalidateQueries({ queryKey: ["tasks"] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        create.reset();
      }}
    >
      <DialogContent title="Create a task" description="One job for models, with its own routing, limits and history.">
        <TaskForm
          task={null}
          isPending={create.isPending}
          error={create.error}
          onSave={(input) => create.mutate(input)}
        />
      </DialogContent>
    </Dialog>
  );
}
