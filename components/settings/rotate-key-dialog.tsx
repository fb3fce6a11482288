"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Time } from "@/components/data/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ApiKey, CreatedApiKey } from "@/lib/auth/schemas";
import { newIdempotencyKey } from "@/lib/client/api";
import { rotateKey } from "@/lib/client/keys";
import { ShownOnce } from "@/components/data/shown-once";
import { wrongField } from "@/components/data/wrong-field";

/** `apiKey` null keeps it closed. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <Dialog open={apiKey !== null} onOpenChange={(open) => !open && onClose()}>
      {apiKey && <RotateKey apiKey={apiKey} />}
    </Dialog>
  );
}

function RotateKey({ apiKey }: { apiKey: ApiKey }) {
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  if (!created) {
    return (
      <DialogContent
        title={`Rotate “${apiKey.name}”`}
        description="Makes a new key with the same name, scopes, limits and lifetime. The old one goes on working for a while, so that programs can change over one by one."
      >
        <RotateKeyForm apiKey={apiKey} onCreated={setCreated} />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={`New key for “${created.name}”`}
      onInteractOutside={(event) => event.preventDefault()}
      footer={
        <DialogClose asChild>
          <Button variant="primary">I have copied it</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-3">
        <ShownOnce title="API key" secret={created.key} whenLost="When it is lost, rotate again." />
        {created.expiresAt && (
          <p className="text-sm text-muted-foreground">
            The new key expires <Time at={created.expiresAt} />.
          </p>
        )}
      </div>
    </DialogContent>
  );
}

const MAX_OVERLAP_HOURS = 720;

function RotateKeyForm({ apiKey, onCreated }: { apiKey: ApiKey; onCreated: (key: CreatedApiKey) => void }) {
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useFormSubmit({
    names: ["overlapHours"],
    required: { overlapHours: "Say for how many hours, such as 24" },
    focusOnFailure: "overlapHours",
    submit: async ({ overlapHours }) => {
      const hours = Number(overlapHours);
      const isRight = Number.isInteger(hours) && hours >= 0 && hours <= MAX_OVERLAP_HOURS;
      if (!isRight) throw wrongField("overlapHours", `A whole number from 0 to ${MAX_OVERLAP_HOURS} (30 days)`);
      onCreated(await rotateKey(apiKey.id, hours, idempotencyKey));
      await queryClient.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field
        label="The old key goes on working for, hours"
        hint="0 ends it at once, which is right when it leaked. At most 720 (30 days)."
        error={form.errors.overlapHours}
        required
      >
        {(control) => <Input {...control} name="overlapHours" inputMode="numeric" defaultValue="24" />}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Rotate key
        </Button>
      </div>
    </form>
  );
}
