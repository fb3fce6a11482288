"use client";

import Link from "next/link";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { errorsByField } from "@/lib/client/errors-by-field";
import { RegisterModelInput } from "@/lib/registry/schemas";
import { MODEL_KINDS } from "@/lib/registry/words";

type AddModelFormProps = {
  /** Slugs of the providers that take added models. */
  providers: readonly string[];
  isPending: boolean;
  /** Why the last attempt failed. */
  error: unknown;
  onSave: (input: RegisterModelInput) => void;
};

const PRICE_RANGE = "From 0 to 100,000, or empty";

const EMPTY = {
  upstreamId: "",
  name: "",
  kind: "chat" as RegisterModelInput["kind"],
  contextWindow: null as number | null,
  input: null as number | null,
  output: null as number | null,
};

export function AddModelForm({ providers, isPending, error, onSave }: AddModelFormProps) {
  const [provider, setProvider] = useState(providers[0] ?? "");
  const [draft, setDraft] = useState(EMPTY);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const change = (changes: Partial<typeof EMPTY>) => setDraft({ ...draft, ...changes });

  const parsed = RegisterModelInput.safeParse(inputOf(provider, draft));
  const errors = {
    ...(error ? errorsByField(error) : {}),
    ...(isSubmitted && !parsed.success && errorsByField(parsed.error)),
  };
  const isPlaced = Object.keys(errors).some((field) =>
    ["provider", "upstreamId", "name", "contextWindow"].includes(field),
  );

  if (providers.length === 0) {
    return (
      <Alert title="No provider takes added models yet">
        Connect one first in the{" "}
        <Link href="/settings" className="text-accent-text underline underline-offset-4">
          settings
        </Link>
        : a vendor with its key, or any OpenAI-compatible server.
      </Alert>
    );
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsSubmitted(true);
        if (parsed.success) onSave(parsed.data);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Provider" error={errors.provider}>
          {(control) => (
            <Select
              {...control}
              value={provider}
              onChange={(event) => setProvider(event.target.value)}
              options={providers.map((slug) => ({ value: slug, label: slug }))}
            />
          )}
        </Field>
        <Field label="Kind">
          {(control) => (
            <Select
              {...control}
              value={draft.kind}
              onChange={(event) => change({ kind: MODEL_KINDS.find((kind) => kind === event.target.value) ?? "chat" })}
              options={MODEL_KINDS.filter((kind) => kind === "chat" || kind === "embedding").map((kind) => ({
                value: kind,
                label: kind,
              }))}
            />
          )}
        </Field>
        <Field
          label="Name at the provider"
          required
          error={draft.upstreamId.trim() ? (errors.upstreamId ?? errors.slug) : errors.upstreamId && "Enter the name"}
          hint="Exactly as its API takes it."
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={draft.upstreamId}
              onChange={(event) => change({ upstreamId: event.target.value })}
            />
          )}
        </Field>
        <Field label="Shown name" required={false} error={errors.name}>
          {(control) => (
            <Input {...control} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
          )}
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField
          label="Context window"
          hint="Tokens"
          placeholder="unknown"
          error={errors.contextWindow && "A whole number from 1, or empty"}
          value={draft.contextWindow}
          onChange={(contextWindow) => change({ contextWindow })}
        />
        <NumberField
          label="Input price"
          hint="US dollars per 1M tokens"
          placeholder="price book"
          error={errors["price.inputPerMillion"] && PRICE_RANGE}
          value={draft.input}
          onChange={(input) => change({ input })}
        />
        <NumberField
          label="Output price"
          hint="US dollars per 1M tokens"
          placeholder="price book"
          error={errors["price.outputPerMillion"] && PRICE_RANGE}
          value={draft.output}
          onChange={(output) => change({ output })}
        />
      </div>
      <p className="text-xs text-muted-foreground">
        Without a price the price book’s is taken where it knows the model; else costs are unknown.
      </p>
      {Boolean(error) && !isPlaced && <Alert tone="danger">{describeError(error).message}</Alert>}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button disabled={isPending}>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={isPending}>
          Add model
        </Button>
      </div>
    </form>
  );
}

function inputOf(provider: string, { upstreamId, name, kind, contextWindow, input, output }: typeof EMPTY) {
  return {
    provider,
    upstreamId,
    kind,
    ...(name.trim() && { name }),
    ...(contextWindow !== null && { contextWindow }),
    ...((input !== null || output !== null) && { price: { inputPerMillion: input, outputPerMillion: output } }),
  };
}
