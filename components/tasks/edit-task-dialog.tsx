"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { updateTask } from "@/lib/client/tasks";
import type { Task, UpdateTaskInput } from "@/lib/registry/schemas";
import { TaskForm } from "./task-form";

export type EditTaskDialogProps = { task: Task; open: boolean; onOpenChange: (open: boolean) => void };

export function EditTaskDialog({ task, open, onOpenChange }: EditTaskDialogProps) {
  const queryClient = useQueryClient();

  async function apply(input: UpdateTaskInput) {
    await updateTask(task.slug, input);
    await queryClient.invalidateQueries({ queryKey: ["tasks"] });
  }

  const { name, description, category } = task;
  const undo = () =>
    void apply({ name, description, category }).catch((error: unknown) => notify.error(describeError(error).message));
  const edit = useMutation({
    mutationFn: apply,
    onSuccess: () => {
      onOpenChange(false);
      notify.success("The task is changed", { action: { label: "Undo", onPress: undo } });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        onOpenChange(next);
        edit.reset();
      }}
    >
      <DialogContent title={`Edit ${task.name}`}>
        <TaskForm
          task={task}
          isPending={edit.isPending}
          error={edit.error}
          onSave={(input) =>
            edit.mutate({ name: input.name, description: input.description, category: input.category })
          }
        />
      </DialogContent>
    </Dialog>
  );
}
