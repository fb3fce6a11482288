"use client";

import { FileUp } from "lucide-react";
import { useState } from "react";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Button } from "@/components/ui/button";
import type { ImportRecordingDialogProps } from "./import-recording-dialog";

const ImportRecordingDialog = lazyOverlay<ImportRecordingDialogProps>(
  () => import("./import-recording-dialog").then((module) => module.ImportRecordingDialog),
  ({ open }) => open,
);

export function ImportRecordingButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <FileUp aria-hidden />
        Import a recording
      </Button>
      <ImportRecordingDialog open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
