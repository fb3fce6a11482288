import { ListPlus } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import type { SaveCaseDialogProps } from "./save-case-dialog";

const SaveCaseDialog = lazyOverlay(
  () => import("./save-case-dialog").then((module) => module.SaveCaseDialog),
  ({ open }) => open,
);

/** Offers to keep a question as a test; nothing for whoever may not write. */
export function SaveCaseButton(asked: Omit<SaveCaseDialogProps, "open" | "onClose">) {
  const mayWrite = useMay("write");
  const [isOpen, setIsOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button size="sm" className="justify-self-start" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <ListPlus aria-hidden />
        Save as a test
      </Button>
      <SaveCaseDialog open={isOpen} onClose={() => setIsOpen(false)} {...asked} />
    </>
  );
}
