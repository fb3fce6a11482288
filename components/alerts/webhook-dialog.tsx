"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { ShownOnce } from "@/components/data/shown-once";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CreatedWebhook } from "@/lib/alerts/schemas";
import { newIdempotencyKey } from "@/lib/client/api";
import { createWebhook } from "@/lib/client/webhooks";

type WebhookDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function WebhookDialog({ open, onOpenChange }: WebhookDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <AddWebhook />}
    </Dialog>
  );
}

function AddWebhook() {
  const [created, setCreated] = useState<CreatedWebhook | null>(null);
  if (!created) {
    return (
      <DialogContent
        title="Add a webhook"
        description="Messages are JSON by POST, signed with a secret that is shown once."
      >
        <AddWebhookForm onCreated={setCreated} />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={`${created.name} is ready`}
      // A stray click beside the dialog must not throw the only copy away.
      onInteractOutside={(event) => event.preventDefault()}
      footer={
        <DialogClose asChild>
          <Button variant="primary">I have copied it</Button>
        </DialogClose>
      }
    >
      <ShownOnce
        title="Signing secret"
        secret={created.secret}
        whenLost="When it is lost, delete the webhook and add it again."
      />
    </DialogContent>
  );
}

function AddWebhookForm({ onCreated }: { onCreated: (webhook: CreatedWebhook) => void }) {
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useFormSubmit({
    names: ["name", "url"],
    required: { name: "Say whom it tells, such as “team chat”", url: "Enter the address that takes the messages" },
    focusOnFailure: "name",
    submit: async ({ name, url }) => {
      onCreated(await createWebhook({ name, url }, idempotencyKey));
      await queryClient.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Name" error={form.errors.name} required>
        {(control) => <Input {...control} name="name" maxLength={100} autoComplete="off" autoFocus />}
      </Field>
      <Field
        label="Address"
        error={form.errors.url}
        hint="Private addresses work only where the operator has allowed them."
        required
      >
        {(control) => (
          <Input {...control} name="url" type="url" autoComplete="off" placeholder="https://hooks.example.com/alerts" />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Add webhook
        </Button>
      </div>
    </form>
  );
}
