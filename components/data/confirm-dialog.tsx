"use client";

import { useState, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { describeError } from "./describe-error";

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the object: "Revoke key “production”?" */
  title: string;
  /** What will happen, to it and to what depends on it. */
  description: ReactNode;
  /** The deed itself, "Revoke key", never "OK". */
  confirmLabel: string;
  /** The name to type; only for what cannot be undone. */
  typeToConfirm?: string;
  tone?: "danger" | "primary";
  isPending?: boolean;
  /** Why the last attempt failed. */
  error?: unknown;
  onConfirm: () => void;
};

export function ConfirmDialog({ open, onOpenChange, ...rest }: ConfirmDialogProps) {
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
