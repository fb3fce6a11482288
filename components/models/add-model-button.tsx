"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { AddModelDialogProps } from "./add-model-dialog";

const AddModelDialog = lazyOverlay<AddModelDialogProps>(
  () => import("./add-model-dialog").then((module) => module.AddModelDialog),
  ({ open }) => open,
);

export function AddModelButton(props: Omit<AddModelDialogProps, "open" | "onOpenChange">) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden />
        Add a model
      </Button>
      <AddModelDialog {...props} open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
