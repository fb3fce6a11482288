"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { LearnDialogProps } from "./learn-dialog";

const LearnDialog = lazyOverlay<LearnDialogProps>(
  () => import("./learn-dialog").then((module) => module.LearnDialog),
  ({ open }) => open,
);

export function LearnButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden />
        Learn a policy
      </Button>
      <LearnDialog open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
