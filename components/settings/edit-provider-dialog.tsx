"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/notify";
import { providersQuery, updateProvider } from "@/lib/client/providers";
import type { Provider } from "@/lib/registry/schemas";
import { providerChanges } from "./provider-changes";

type EditProviderDialogProps = { provider: Provider; open: boolean; onOpenChange: (open: boolean) => void };

export function EditProviderDialog({ provider, open, onOpenChange }: EditProviderDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent title={`Edit ${provider.name}`}>
          <EditProviderForm provider={provider} onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function EditProviderForm({ provider, onDone }: { provider: Provider; onDone: () => void }) {
  const queryClient = useQueryClient();
  const [isKeyRemoved, setIsKeyRemoved] = useState(false);
  const isAdded = provider.source === "added";
  const canRemoveKey = isAdded && provider.kind === "compatible" && provider.keyHint !== null;
  const form = useFormSubmit({
    names: ["name", "baseUrl", "apiKey"],
    required: { name: "Give it a name" },
    focusOnFailure: "name",
    submit: async (values) => {
      const changes = providerChanges(provider, values, isKeyRemoved);
      if (Object.keys(changes).length > 0) {
        await updateProvider(provider.id, changes);
        notify.success(`${values.name.trim()} is saved`);
      }
      onDone();
      await queryClient.invalidateQueries({ queryKey: providersQuery().queryKey });
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Name" error={form.errors.name} required>
        {(control) => <Input {...control} name="name" maxLength={80} defaultValue={provider.name} />}
      </Field>
      {isAdded ? (
        <>
          <Field
            label="Address"
            error={form.errors.baseUrl}
            hint="A stored key is never sent to another address: with a new one, enter the key again."
          >
            {(control) => (
              <Input
                {...control}
                name="baseUrl"
                type="url"
                inputMode="url"
                autoComplete="off"
                defaultValue={provider.baseUrl ?? ""}
              />
            )}
          </Field>
          <Field
            label="New API key"
            required={false}
            error={form.errors.apiKey}
            hint={
              provider.keyHint ? `Leave it empty to keep the one that ends in ${provider.keyHint}` : "None is stored."
            }
          >
            {(control) => (
              <Input
                {...control}
                name="apiKey"
                type="password"
                autoComplete="off"
                spellCheck={false}
                disabled={isKeyRemoved}
              />
            )}
          </Field>
          {canRemoveKey && (
            <div className="flex items-center gap-2.5">
              <Checkbox
                id="remove-key"
                checked={isKeyRemoved}
                onCheckedChange={(isOn) => setIsKeyRemoved(isOn === true)}
              />
              <Label htmlFor="remove-key">Delete the stored key; the server needs none</Label>
            </div>
          )}
        </>
      ) : (
        <Alert>
          {provider.source === "environment"
            ? "Its address and key come from environment variables: change them there and restart."
            : "It runs in this process: there is neither address nor key."}
        </Alert>
      )}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
