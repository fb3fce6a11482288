"use client";

import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { errorsByField } from "@/lib/client/errors-by-field";
import { PriceOverride, type ModelPrice } from "@/lib/registry/schemas";

const FIELDS = [
  { name: "inputPerMillion", label: "Input" },
  { name: "outputPerMillion", label: "Output" },
  { name: "cacheReadPerMillion", label: "Cache read" },
  { name: "cacheWritePerMillion", label: "Cache write" },
] as const;

type PriceFormProps = {
  /** What the form begins with. */
  price: ModelPrice | null;
  isPending: boolean;
  /** Why the last attempt failed. */
  error: unknown;
  onSave: (price: PriceOverride) => void;
  onCancel: () => void;
};

/** A price that replaces the price book's. An empty field means unknown. */
export function PriceForm({ price, isPending, error, onSave, onCancel }: PriceFormProps) {
  const [draft, setDraft] = useState({
    inputPerMillion: price?.inputPerMillion ?? null,
    outputPerMillion: price?.outputPerMillion ?? null,
    cacheReadPerMillion: price?.cacheReadPerMillion ?? null,
    cacheWritePerMillion: price?.cacheWritePerMillion ?? null,
    note: price?.source === "override" ? (price.note ?? "") : "",
  });
  const tiers = price?.tiers ?? [];
  const [keepsTiers, setKeepsTiers] = useState(tiers.length > 0);
  const [isSubmitted, setIsSubmitted] = useState(false);

  const { note, ...prices } = draft;
  const parsed = PriceOverride.safeParse({
    ...prices,
    ...(price?.cacheWrite1hPerMillion !== undefined && { cacheWrite1hPerMillion: price.cacheWrite1hPerMillion }),
    ...(keepsTiers && { tiers }),
    ...(note.trim() && { note }),
  });
  const errors = isSubmitted && !parsed.success ? errorsByField(parsed.error) : {};

  return (
    <form
      className="grid gap-4 rounded-md border p-3"
      aria-label="Your own price"
      onSubmit={(event) => {
        event.preventDefault();
        setIsSubmitted(true);
        if (parsed.success) onSave(parsed.data);
      }}
    >
      <p className="text-xs text-muted-foreground">
        US dollars per million tokens. An empty field means unknown, which is not free: costs that need it will be
        unknown.
      </p>
      <div className="grid grid-cols-2 gap-3">
        {FIELDS.map(({ name, label }) => (
          <NumberField
            key={name}
            label={label}
            error={errors[name] && "From 0 to 100,000, or empty"}
            placeholder="unknown"
            value={draft[name]}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        ))}
      </div>
      {tiers.length > 0 && (
        <div className="flex items-center gap-2">
          <Checkbox
            id="keeps-tiers"
            checked={keepsTiers}
            onCheckedChange={(checked) => setKeepsTiers(checked === true)}
          />
          <Label htmlFor="keeps-tiers" className="font-normal">
            Keep the prices for long inputs as they are
          </Label>
        </div>
      )}
      <Field label="Note" required={false} error={errors.note} hint="Where the price comes from, such as a contract.">
        {(control) => (
          <Input {...control} value={note} onChange={(event) => setDraft({ ...draft, note: event.target.value })} />
        )}
      </Field>
      {Boolean(error) && <Alert tone="danger">{describeError(error).message}</Alert>}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel} disabled={isPending}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Save price
        </Button>
      </div>
    </form>
  );
}
