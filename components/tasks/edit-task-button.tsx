"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { Task } from "@/lib/registry/schemas";
import type { EditTaskDialogProps } from "./edit-task-dialog";

const EditTaskDialog = lazyOverlay<EditTaskDialogProps>(
  () => import("./edit-task-dialog").then((module) => module.EditTaskDialog),
  ({ open }) => open,
);

export function EditTaskButton({ task }: { task: Task }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Pencil aria-hidden className="size-3.5" />
        Edit
      </Button>
      <EditTaskDialog task={task} open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
