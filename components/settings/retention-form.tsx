import { useState, type FormEvent } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { daysProblem, isShorter, periodText } from "./retention-text";

type RetentionFormProps = {
  days: number | null;
  isPending: boolean;
  error: Error | null;
  onSave: (days: number | null) => void;
};

/** A shorter time asks first: what it deletes cannot be brought back. */
export function RetentionForm({ days, isPending, error, onSave }: RetentionFormProps) {
  const [draft, setDraft] = useState(days);
  const [isAsking, setIsAsking] = useState(false);
  const problem = daysProblem(draft);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem || draft === days) return;
    if (isShorter(draft, days)) setIsAsking(true);
    else onSave(draft);
  }

  return (
    <form noValidate onSubmit={submit} className="grid max-w-sm gap-4">
      {error && <Alert tone="danger">{error.message}</Alert>}
      <NumberField
        label="Days"
        hint="From 7 to 3,650. Empty keeps executions for ever."
        placeholder="for ever"
        value={draft}
        onChange={setDraft}
        error={problem}
      />
      <div>
        <Button type="submit" variant="primary" isPending={isPending} disabled={draft === days || problem !== null}>
          Save
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Keep executions ${periodText(draft)}?`}
        description={`Executions that are older than ${draft} days are deleted within the hour, for good: they cannot be brought back. Costs and statistics stay.`}
        confirmLabel="Delete older executions"
        onConfirm={() => {
          setIsAsking(false);
          onSave(draft);
        }}
      />
    </form>
  );
}
