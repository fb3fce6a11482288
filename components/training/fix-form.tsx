import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type FixFormProps = { label: string; known: readonly string[]; onCancel: () => void; onFix: (label: string) => void };

export function FixForm({ label, known, onCancel, onFix }: FixFormProps) {
  const [value, setValue] = useState("");
  const listId = useId();
  const right = value.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (right !== "") onFix(right);
  }
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      className="grid gap-3 rounded-lg border bg-surface-muted p-3"
    >
      <Field
        label={`The right label instead of ${label}`}
        required
        hint={
          right !== "" && known.length > 0 && !known.includes(right)
            ? "No example has this label yet: it will be new"
            : null
        }
      >
        {(control) => (
          <>
            <Input
              {...control}
              autoFocus
              list={listId}
              maxLength={200}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
            <datalist id={listId}>
              {known.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={right === ""}>
          Fix and accept
        </Button>
      </div>
    </form>
  );
}
