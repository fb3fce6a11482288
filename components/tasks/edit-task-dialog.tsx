"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { updateTask } from "@/lib/client/tasks";
import type { Task, UpdateTaskInput } from "@/lib/registry/schemas";
import { TaskForm } from "./task-form";

export function EditTaskDialog({ task }: { task: Task }) {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);

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
      setIsOpen(false);
      notify.success("The task is changed", { action: { label: "Undo", onPress: undo } });
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        edit.reset();
      }}
    >
      <DialogTrigger asChild>
        <Button>
          <Pencil aria-hidden className="size-3.5" />
          Edit
        </Button>
      </DialogTrigger>
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
