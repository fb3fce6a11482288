"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { describeError } from "./describe-error";
import type { ConfirmDialogProps } from "./confirm-dialog";

export function ConfirmDialogWindow({ open, onOpenChange, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <Confirmation {...rest} />}
    </Dialog>
  );
}

function Confirmation({
  title,
  description,
  confirmLabel,
  typeToConfirm,
  tone = "danger",
  isPending,
  error,
  onConfirm,
}: Omit<ConfirmDialogProps, "open" | "onOpenChange">) {
  const [typed, setTyped] = useState("");
  const [isRefused, setIsRefused] = useState(false);
  const isTyped = typeToConfirm === undefined || typed.trim() === typeToConfirm;

  return (
    <DialogContent title={title} width="sm">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setIsRefused(!isTyped);
          if (isTyped && !isPending) onConfirm();
        }}
      >
        <div className="text-sm text-muted-foreground">{description}</div>
        {typeToConfirm !== undefined && (
          <Field
            label={
              <>
                Type <code className="font-mono select-all">{typeToConfirm}</code> to confirm
              </>
            }
            error={isRefused && !isTyped ? "The names differ" : null}
          >
            {(control) => (
              <Input {...control} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
        )}
        {Boolean(error) && <Alert tone="danger">{describeError(error).message}</Alert>}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button disabled={isPending}>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant={tone} isPending={isPending}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </DialogContent>
  );
}
