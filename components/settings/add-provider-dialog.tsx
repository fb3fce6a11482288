"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { newIdempotencyKey } from "@/lib/client/api";
import { createProvider, providersQuery } from "@/lib/client/providers";
import type { CreateProviderInput } from "@/lib/registry/schemas";
import { ADDABLE_KINDS, KIND_NAMES } from "./provider-facts";

type AddProviderDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function AddProviderDialog({ open, onOpenChange }: AddProviderDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Add a provider"
        description="The models of a vendor that we know the prices of are added with it."
      >
        <AddProviderForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddProviderForm({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<CreateProviderInput["kind"]>("openai");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const isOwnServer = kind === "compatible";
  const form = useFormSubmit({
    names: ["apiKey", "baseUrl", "name", "slug"],
    required: isOwnServer
      ? { baseUrl: "Enter the server’s address, such as http://127.0.0.1:11434/v1" }
      : { apiKey: `Paste the key of your ${KIND_NAMES[kind]} account` },
    focusOnFailure: isOwnServer ? "baseUrl" : "apiKey",
    submit: async ({ apiKey, baseUrl, name, slug }) => {
      const input = {
        kind,
        ...(apiKey.trim() && { apiKey: apiKey.trim() }),
        ...(baseUrl.trim() && { baseUrl: baseUrl.trim() }),
        ...(name.trim() && { name: name.trim() }),
        ...(slug.trim() && { slug: slug.trim() }),
      };
      const provider = await createProvider(input, idempotencyKey);
      onDone();
      notify.success(`${provider.name} is added`, { description: "Test the connection to be sure." });
      await queryClient.invalidateQueries({ queryKey: providersQuery().queryKey });
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Kind">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => setKind(ADDABLE_KINDS.find((one) => one === target.value) ?? "openai")}
            options={ADDABLE_KINDS.map((one) => ({ value: one, label: KIND_NAMES[one] }))}
          />
        )}
      </Field>
      <Field
        label="Address"
        required={isOwnServer}
        error={form.errors.baseUrl}
        hint={
          isOwnServer
            ? "Of anything that speaks OpenAI’s protocol: Ollama, vLLM, llama.cpp. The operator allows private addresses by GYM_UPSTREAM_ALLOW."
            : "Only to go through a proxy; else the vendor’s own."
        }
      >
        {(control) => (
          <Input
            {...control}
            name="baseUrl"
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder={isOwnServer ? "http://127.0.0.1:11434/v1" : undefined}
          />
        )}
      </Field>
      <Field
        label="API key"
        required={!isOwnServer}
        error={form.errors.apiKey}
        hint="Stored encrypted. It is never shown again, and never leaves this server except to the provider."
      >
        {(control) => <Input {...control} name="apiKey" type="password" autoComplete="off" spellCheck={false} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" required={false} error={form.errors.name}>
          {(control) => <Input {...control} name="name" maxLength={80} placeholder={KIND_NAMES[kind]} />}
        </Field>
        <Field
          label="Short name"
          required={false}
          error={form.errors.slug}
          hint="Begins the names of its models; for a second one of a kind."
        >
          {(control) => (
            <Input
              {...control}
              name="slug"
              maxLength={60}
              autoCapitalize="none"
              spellCheck={false}
              placeholder={kind}
            />
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Add provider
        </Button>
      </div>
    </form>
  );
}
