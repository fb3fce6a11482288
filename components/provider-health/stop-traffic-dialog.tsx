"use client";

import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { useChangeCircuit } from "./use-change-circuit";

type StopTrafficDialogProps = {
  /** null keeps it closed. */
  model: string | null;
  change: ReturnType<typeof useChangeCircuit>;
  onClose: () => void;
};

export function StopTrafficDialog({ model, change, onClose }: StopTrafficDialogProps) {
  const [reason, setReason] = useState("");
  return (
    <Dialog open={model !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Stop traffic to ${model}?`}
        description="Requests go to other models, and a request that names this one is refused with your reason. It stays so until somebody lets it go on."
        width="sm"
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (model === null) return;
            const input = { model, action: "open" as const, ...(reason.trim() && { reason: reason.trim() }) };
            change.mutate(input, {
              onSuccess: () => {
                setReason("");
                onClose();
              },
            });
          }}
        >
          <Field label="Reason" hint="Shown to everybody who asks why the model is not used">
            {(control) => (
              <Input {...control} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
          {Boolean(change.error) && <Alert tone="danger">{describeError(change.error).message}</Alert>}
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button disabled={change.isPending}>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" isPending={change.isPending}>
              Stop traffic
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
