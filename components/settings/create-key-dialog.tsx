"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import type { CreatedApiKey } from "@/lib/auth/schemas";
import { newIdempotencyKey } from "@/lib/client/api";
import { createKey } from "@/lib/client/keys";
import { EXPIRY_OPTIONS, expiryOf } from "./key-expiry";
import { limitsOf } from "./key-limits";
import { LimitFields } from "./limit-fields";
import { SCOPE_EXPLANATIONS, SCOPES, USUAL_SCOPES, type KeyScope } from "./key-scopes";
import { ShownOnce } from "@/components/data/shown-once";
import { wrongField } from "@/components/data/wrong-field";

type CreateKeyDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateKeyDialog({ open, onOpenChange }: CreateKeyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <CreateKey />}
    </Dialog>
  );
}

function CreateKey() {
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  if (!created) {
    return (
      <DialogContent title="Create an API key">
        <CreateKeyForm onCreated={setCreated} />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={`Key “${created.name}” is ready`}
      // A stray click beside the dialog must not throw the only copy away.
      onInteractOutside={(event) => event.preventDefault()}
      footer={
        <DialogClose asChild>
          <Button variant="primary">I have copied it</Button>
        </DialogClose>
      }
    >
      <ShownOnce title="API key" secret={created.key} whenLost="When it is lost, rotate the key to get another." />
    </DialogContent>
  );
}

function CreateKeyForm({ onCreated }: { onCreated: (key: CreatedApiKey) => void }) {
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [scopes, setScopes] = useState<readonly KeyScope[]>(USUAL_SCOPES);
  const form = useFormSubmit({
    names: ["name", "scopes", "expiry", "requestsPerMinute", "tokensPerMinute"],
    required: { name: "Say what the key is for, such as “website chat”" },
    focusOnFailure: "name",
    submit: async ({ name, expiry, ...limits }) => {
      if (scopes.length === 0) throw wrongField("scopes", "Choose at least one");
      const input = { name, scopes: [...scopes], expiresAt: expiryOf(expiry, new Date()), ...limitsOf(limits) };
      const created = await createKey(input, idempotencyKey);
      onCreated(created);
      await queryClient.invalidateQueries({ queryKey: ["keys"] });
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Name" error={form.errors.name} hint="What the key is for." required>
        {(control) => <Input {...control} name="name" maxLength={100} autoComplete="off" autoFocus />}
      </Field>
      <fieldset
        name="scopes"
        // An error of the whole group leads here.
        tabIndex={-1}
        aria-describedby={form.errors.scopes ? "scopes-error" : undefined}
        className="grid gap-2"
      >
        <legend className="mb-1.5 text-sm font-medium">It may</legend>
        {SCOPES.map((scope) => (
          <div key={scope} className="flex items-start gap-2.5">
            <Checkbox
              id={`scope-${scope}`}
              className="mt-0.5"
              checked={scopes.includes(scope)}
              onCheckedChange={(isOn) =>
                setScopes(SCOPES.filter((one) => (one === scope ? isOn === true : scopes.includes(one))))
              }
            />
            <Label htmlFor={`scope-${scope}`} className="font-normal">
              <span className="font-medium">{scope}</span>: {SCOPE_EXPLANATIONS[scope]}
            </Label>
          </div>
        ))}
        {form.errors.scopes && (
          <p id="scopes-error" role="alert" className="flex items-start gap-1 text-xs text-danger">
            <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
            {form.errors.scopes}
          </p>
        )}
      </fieldset>
      <Field label="Expires" error={form.errors.expiry}>
        {(control) => <Select {...control} name="expiry" defaultValue="90" options={EXPIRY_OPTIONS} />}
      </Field>
      <LimitFields errors={form.errors} />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Create key
        </Button>
      </div>
    </form>
  );
}
