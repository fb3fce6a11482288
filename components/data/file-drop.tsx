"use client";

import { FileUp } from "lucide-react";
import { useState, type DragEvent } from "react";
import { cn } from "@/components/ui/cn";
import type { FieldControlProps } from "@/components/ui/field";
import { formatBytes } from "./format-bytes";

type FileDropProps = {
  file: File | null;
  onFile: (file: File) => void;
  /** "a CSV": what to drop. */
  what: string;
  /** Its form and size, in a few words. */
  limits: string;
  /** Endings and media types, as `accept` of a file input has them. */
  accept: string;
  /** Takes no other file; stays focusable, since errors lead here. */
  isBusy: boolean;
  /** From the `Field` around it. */
  control: FieldControlProps;
};

/** A file input with a large target: it opens by click and by keyboard, and takes what is dropped on it. */
export function FileDrop({ file, onFile, what, limits, accept, isBusy, control }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !isBusy) onFile(dropped);
  }

  return (
    <label
      htmlFor={control.id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      className={cn(
        "relative grid cursor-pointer justify-items-center gap-1 rounded-lg border border-dashed border-input bg-surface px-4 py-6 text-center text-sm transition-colors hover:bg-surface-muted has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-ring",
        isOver && "border-accent bg-accent-subtle",
        control["aria-invalid"] && "border-danger-fill",
        isBusy && "cursor-not-allowed opacity-60",
      )}
    >
      <FileUp aria-hidden className="size-5 text-muted-foreground" />
      {file ? (
        <>
          <span className="max-w-full font-medium break-all">{file.name}</span>
          <span className="text-xs text-muted-foreground">{formatBytes(file.size)} · choose another</span>
        </>
      ) : (
        <>
          <span className="font-medium">Drop {what} here, or choose one</span>
          <span className="text-xs text-muted-foreground">{limits}</span>
        </>
      )}
      <input
        {...control}
        type="file"
        accept={accept}
        aria-disabled={isBusy || undefined}
        className="sr-only"
        // Otherwise choosing the same file again, corrected meanwhile, would go unnoticed.
        onClick={(event) => {
          if (isBusy) event.preventDefault();
          else event.currentTarget.value = "";
        }}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onFile(chosen);
        }}
      />
    </label>
  );
}
