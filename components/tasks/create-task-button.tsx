"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { CreateTaskDialogProps } from "./create-task-dialog";

const CreateTaskDialog = lazyOverlay<CreateTaskDialogProps>(
  () => import("./create-task-dialog").then((module) => module.CreateTaskDialog),
  ({ open }) => open,
);

/** `onCreated` gets the slug of the new task. */
export function CreateTaskButton({ onCreated }: Pick<CreateTaskDialogProps, "onCreated">) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden />
        Create a task
      </Button>
      <CreateTaskDialog open={isOpen} onOpenChange={setIsOpen} onCreated={onCreated} />
    </>
  );
}
