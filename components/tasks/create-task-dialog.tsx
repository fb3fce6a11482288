"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { createTask } from "@/lib/client/tasks";
import type { CreateTaskInput } from "@/lib/registry/schemas";
import { TaskForm } from "./task-form";

/** `onCreated` gets the slug of the new task. */
export function CreateTaskDialog({ onCreated }: { onCreated: (slug: string) => void }) {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const create = useMutation({
    mutationFn: (input: CreateTaskInput) => createTask(input, newIdempotencyKey()),
    onSuccess: async ({ slug, name }) => {
      setIsOpen(false);
      notify.success(`The task ${name} is created`);
      onCreated(slug);
      await queryClient.invalidateQueries({ queryKey: ["tasks"] });
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        create.reset();
      }}
    >
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          Create a task
        </Button>
      </DialogTrigger>
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
