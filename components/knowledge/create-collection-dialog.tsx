"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { createCollection } from "@/lib/client/knowledge";
import { LANGUAGES, VECTOR_STORES, type VectorStoreKind } from "@/lib/knowledge/words";
import { STORE_NAMES } from "./store-names";

export type CreateCollectionDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets the slug of the new collection. */
  onCreated: (slug: string) => void;
};

type Draft = {
  name: string;
  language: string;
  embeddingModel: string;
  store: VectorStoreKind | null;
  host: string;
  apiKey: string;
};

const EMPTY: Draft = {
  name: "",
  language: "english",
  embeddingModel: "local/embed",
  store: null,
  host: "",
  apiKey: "",
};

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 60);

export function CreateCollectionDialog({ open, onOpenChange, onCreated }: CreateCollectionDialogProps) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const create = useMutation({
    mutationFn: () => createCollection(inputOf(draft), newIdempotencyKey()),
    onSuccess: async ({ slug }) => {
      onOpenChange(false);
      onCreated(slug);
      await queryClient.invalidateQueries({ queryKey: ["knowledge"] });
    },
  });
  const wrong = isApiError(create.error) ? create.error.field : undefined;
  const message = create.error ? describeError(create.error).message : undefined;
  const errorOf = (...fields: string[]) => (fields.includes(wrong ?? "") ? message : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create a collection"
        description="Documents that are searched together. Language, model and store stay as they are chosen here."
        width="lg"
      >
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <Field
            label="Name"
            required
            hint={draft.name && `Called ${slugOf(draft.name) || "…"}`}
            error={errorOf("name", "slug")}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                maxLength={80}
                onChange={({ target }) => change({ name: target.value })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Language" hint="Of the documents: their words are found in every form.">
              {(control) => (
                <Select
                  {...control}
                  value={draft.language}
                  onChange={({ target }) => change({ language: target.value })}
                  options={LANGUAGES.map((value) => ({ value, label: value === "simple" ? "any other" : value }))}
                />
              )}
            </Field>
            <Field label="Kept in" error={errorOf("store")}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.store ?? ""}
                  onChange={({ target }) =>
                    change({ store: VECTOR_STORES.find((one) => one === target.value) ?? null })
                  }
                  options={[
                    { value: "", label: "Best that is there" },
                    ...VECTOR_STORES.map((value) => ({ value, label: STORE_NAMES[value] })),
                  ]}
                />
              )}
            </Field>
          </div>
          <Field
            label="Embedded by"
            hint="A model that gives embeddings. local/embed runs on this server and reads English best."
            error={errorOf("embeddingModel")}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.embeddingModel}
                onChange={({ target }) => change({ embeddingModel: target.value })}
              />
            )}
          </Field>
          {draft.store === "pinecone" && (
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Address of the index" required error={errorOf("pinecone.host", "pinecone")}>
                {(control) => (
                  <Input
                    {...control}
                    value={draft.host}
                    placeholder="https://docs-abc123.svc.us-east-1.pinecone.io"
                    onChange={({ target }) => change({ host: target.value })}
                  />
                )}
              </Field>
              <Field label="API key" required hint="Stored encrypted." error={errorOf("pinecone.apiKey")}>
                {(control) => (
                  <Input
                    {...control}
                    type="password"
                    autoComplete="off"
                    value={draft.apiKey}
                    onChange={({ target }) => change({ apiKey: target.value })}
                  />
                )}
              </Field>
            </div>
          )}
          {message && !SHOWN_FIELDS.includes(wrong ?? "") && (
            <p role="alert" className="text-sm text-danger">
              {message}
            </p>
          )}
          <Button type="submit" variant="primary" className="justify-self-end" isPending={create.isPending}>
            Create collection
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Whose faults are told at the field itself. */
const SHOWN_FIELDS = ["name", "slug", "store", "embeddingModel", "pinecone", "pinecone.host", "pinecone.apiKey"];

const inputOf = ({ name, language, embeddingModel, store, host, apiKey }: Draft) => ({
  slug: slugOf(name),
  name,
  language,
  embeddingModel: embeddingModel.trim(),
  ...(store && { store }),
  ...(store === "pinecone" && { pinecone: { host: host.trim(), apiKey: apiKey.trim() } }),
});
