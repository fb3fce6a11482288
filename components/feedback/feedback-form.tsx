import { useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { knownLabelsQuery } from "@/lib/client/feedback";

type FeedbackFormProps = {
  kind: "correction" | "comment";
  task: string;
  label: string | null;
  isPending: boolean;
  onCancel: () => void;
  onGive: (value: string, comment: string | null) => void;
};

export function FeedbackForm({ kind, task, label, isPending, onCancel, onGive }: FeedbackFormProps) {
  const [value, setValue] = useState("");
  const [comment, setComment] = useState("");
  const isLabel = kind === "correction" && label !== null;
  const labels = useQuery({ ...knownLabelsQuery(task), enabled: isLabel });
  const listId = useId();
  const isUnknown = Boolean(labels.data?.length) && value.trim() !== "" && !labels.data!.includes(value.trim());

  function submit(event: FormEvent) {
    event.preventDefault();
    if (value.trim() !== "" && !isUnknown) onGive(value.trim(), comment.trim() || null);
  }

  return (
    <form onSubmit={submit} className="grid gap-3 rounded-lg border bg-surface-muted p-3">
      {isLabel ? (
        <Field
          label="The right label"
          required
          error={
            isUnknown && !labels.data!.some((known) => known.startsWith(value.trim())) && "The task has no such label"
          }
        >
          {(control) => (
            <>
              <Input
                {...control}
                autoFocus
                list={listId}
                value={value}
                onChange={(event) => setValue(event.target.value)}
                maxLength={200}
              />
              <datalist id={listId}>
                {labels.data?.map((known) => (
                  <option key={known} value={known} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      ) : (
        <Field label={kind === "comment" ? "Your comment" : "What the answer should have been"} required>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              value={value}
              onChange={(event) => setValue(event.target.value)}
              maxLength={kind === "comment" ? 2_000 : 20_000}
            />
          )}
        </Field>
      )}
      {kind === "correction" && (
        <Field label="Why" required={false}>
          {(control) => (
            <Input
              {...control}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
              maxLength={2_000}
            />
          )}
        </Field>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          size="sm"
          variant="primary"
          type="submit"
          isPending={isPending}
          disabled={value.trim() === "" || isUnknown}
        >
          {kind === "comment" ? "Send the comment" : "Send the correction"}
        </Button>
      </div>
    </form>
  );
}
