"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import type { ApiKey } from "@/lib/auth/schemas";
import { updateKey } from "@/lib/client/keys";
import { limitsOf } from "./key-limits";
import { LimitFields } from "./limit-fields";

/** `apiKey` null keeps it closed. */
export function KeyLimitsDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <Dialog open={apiKey !== null} onOpenChange={(open) => !open && onClose()}>
      {apiKey && (
        <DialogContent
          title={`Limits of “${apiKey.name}”`}
          description="Calls beyond them are answered with 429 and the time from which on they are served again."
        >
          <KeyLimitsForm apiKey={apiKey} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function KeyLimitsForm({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const queryClient = useQueryClient();
  const form = useFormSubmit({
    names: ["requestsPerMinute", "tokensPerMinute"],
    required: {},
    focusOnFailure: "requestsPerMinute",
    submit: async (values) => {
      await updateKey(apiKey.id, limitsOf(values));
      onDone();
      notify.success(`The limits of “${apiKey.name}” are changed`);
      await queryClient.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <LimitFields errors={form.errors} initial={apiKey} />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Save limits
        </Button>
      </div>
    </form>
  );
}
