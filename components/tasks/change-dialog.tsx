"use client";

import { useState, type ReactNode } from "react";
import { describeError } from "@/components/data/describe-error";
import { DiffView } from "@/components/data/diff-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isApiError } from "@/lib/client/api";
import type { Configuration } from "@/lib/registry/schemas";

type ChangeDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** The configuration in force, and what it would become. */
  before: Configuration;
  after: Configuration;
  confirmLabel: string;
  isPending: boolean;
  /** Why the last attempt failed. */
  error: unknown;
  /** Shown beside the message that somebody else was faster. */
  conflictAction?: ReactNode;
  /** `reason` is undefined when none was given. */
  onConfirm: (reason: string | undefined) => void;
};

/** Shows a change of a configuration before it is made, and asks why. */
export function ChangeDialog({ open, onOpenChange, ...rest }: ChangeDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <Change {...rest} />}
    </Dialog>
  );
}

function Change(props: Omit<ChangeDialogProps, "open" | "onOpenChange">) {
  const { title, description, before, after, confirmLabel, isPending, error, conflictAction, onConfirm } = props;
  const [reason, setReason] = useState("");
  const isConflict = isApiError(error) && error.code === "conflict";
  return (
    <DialogContent title={title} description={description}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason.trim() || undefined);
        }}
      >
        <DiffView before={before} after={after} emptyText="Nothing would differ from the version in force." />
        <Field label="Why" required={false} hint="Shown in the history.">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {Boolean(error) && (
          <Alert
            tone="danger"
            title={isConflict ? "Somebody was faster" : undefined}
            action={isConflict && conflictAction}
          >
            {describeError(error).message}
          </Alert>
        )}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button disabled={isPending}>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" isPending={isPending}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </DialogContent>
  );
}
