"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { createPrompt } from "@/lib/client/prompts";
import { PROMPT_CATEGORIES, type PromptCategory } from "@/lib/prompts/words";
import { categoryName } from "./category-name";

export type CreatePromptDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets the slug of the new prompt. */
  onCreated: (slug: string) => void;
};

type Draft = { name: string; category: PromptCategory; template: string };

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 60);

export function CreatePromptDialog({ open, onOpenChange, onCreated }: CreatePromptDialogProps) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ name: "", category: PROMPT_CATEGORIES[0], template: "" });
  const create = useMutation({
    mutationFn: () => createPrompt({ ...draft, slug: slugOf(draft.name), description: "" }, newIdempotencyKey()),
    onSuccess: async ({ slug }) => {
      onOpenChange(false);
      onCreated(slug);
      await queryClient.invalidateQueries({ queryKey: ["prompts"] });
    },
  });
  const wrong = isApiError(create.error) ? create.error.field : undefined;
  const errorOf = (field: string) => (wrong === field ? describeError(create.error).message : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create a prompt"
        description="An instruction with a name; its text can change by versions."
        width="lg"
      >
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <Field
            label="Name"
            required
            hint={draft.name && `Called ${slugOf(draft.name) || "…"}`}
            error={errorOf("name") ?? errorOf("slug")}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                maxLength={80}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
          <Field label="Category">
            {(control) => (
              <Select
                {...control}
                value={draft.category}
                onChange={({ target }) =>
                  setDraft({ ...draft, category: PROMPT_CATEGORIES.find((one) => one === target.value) ?? "general" })
                }
                options={PROMPT_CATEGORIES.map((value) => ({ value, label: categoryName(value) }))}
              />
            )}
          </Field>
          <Field
            label="Text"
            required
            hint={
              <>
                Write what changes from call to call as <code>{"{{name}}"}</code>.
              </>
            }
            error={errorOf("template")}
          >
            {(control) => (
              <Textarea
                {...control}
                className="min-h-40 font-mono text-xs"
                value={draft.template}
                onChange={(event) => setDraft({ ...draft, template: event.target.value })}
              />
            )}
          </Field>
          {create.error && !["name", "slug", "template"].includes(wrong ?? "") && (
            <p role="alert" className="text-sm text-danger">
              {describeError(create.error).message}
            </p>
          )}
          <Button type="submit" variant="primary" className="justify-self-end" isPending={create.isPending}>
            Create prompt
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
