"use client";

import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { errorsByField } from "@/lib/client/errors-by-field";
import { CreateTaskInput, type Task } from "@/lib/registry/schemas";
import { CATEGORIES, TASK_KINDS } from "@/lib/registry/words";
import { KIND_MEANINGS } from "./task-words";

type TaskFormProps = {
  /** The task to change; null for a new one. Slug and kind stay what they are. */
  task: Task | null;
  isPending: boolean;
  /** Why the last attempt failed. */
  error: unknown;
  onSave: (input: CreateTaskInput) => void;
};

/** Name, description and category, for a new task also what it is called in requests and its kind. */
export function TaskForm({ task, isPending, error, onSave }: TaskFormProps) {
  const [draft, setDraft] = useState({
    name: task?.name ?? "",
    /** null follows the name. */
    slug: task?.slug ?? null,
    description: task?.description ?? "",
    kind: task?.kind ?? "generation",
    category: task?.category ?? "general",
  });
  const [isSubmitted, setIsSubmitted] = useState(false);
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const slug = draft.slug ?? slugOf(draft.name);
  const parsed = CreateTaskInput.safeParse({ ...draft, slug });
  const errors = {
    ...(error ? errorsByField(error) : {}),
    ...(isSubmitted && !parsed.success && errorsByField(parsed.error)),
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsSubmitted(true);
        if (parsed.success) onSave(parsed.data);
      }}
    >
      <Field label="Name" required error={errors.name && (draft.name.trim() ? errors.name : "Give it a name")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      {task === null && (
        <Field
          label="Called in requests"
          required
          error={draft.name.trim() ? errors.slug : null}
          hint="It cannot be changed later."
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              value={slug}
              onChange={(event) => change({ slug: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Description" required={false} error={errors.description}>
        {(control) => (
          <Textarea
            {...control}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {task === null && (
          <Field label="Kind" hint={KIND_MEANINGS[draft.kind]}>
            {(control) => (
              <Select
                {...control}
                value={draft.kind}
                onChange={(event) =>
                  change({ kind: TASK_KINDS.find((kind) => kind === event.target.value) ?? "generation" })
                }
                options={TASK_KINDS.map((kind) => ({ value: kind, label: kind }))}
              />
            )}
          </Field>
        )}
        <Field label="Category" hint="Tasks of one category learn from each other’s measurements.">
          {(control) => (
            <Select
              {...control}
              value={draft.category}
              onChange={(event) =>
                change({ category: CATEGORIES.find((category) => category === event.target.value) ?? "general" })
              }
              options={CATEGORIES.map((category) => ({ value: category, label: category }))}
            />
          )}
        </Field>
      </div>
      {Boolean(error) && !errors.slug && !errors.name && <Alert tone="danger">{describeError(error).message}</Alert>}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button disabled={isPending}>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={isPending}>
          {task === null ? "Create task" : "Save"}
        </Button>
      </div>
    </form>
  );
}

/** "Ticket triage (EU)" becomes `ticket_triage_eu`. */
const slugOf = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 60);
