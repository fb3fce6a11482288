"use client";

import { useState, type ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type NumberFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** null = empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  placeholder?: string;
  required?: boolean;
};

/** A number that may be absent. What is being typed stays as typed ("0.", "1e-") until the field is left. */
export function NumberField({ label, hint, error, value, onChange, placeholder, required }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Field label={label} hint={hint} error={error} required={required}>
      {(control) => (
        <Input
          {...control}
          type="number"
          step="any"
          inputMode="decimal"
          placeholder={placeholder}
          value={draft ?? (value === null ? "" : String(value))}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber);
          }}
          onBlur={() => setDraft(null)}
        />
      )}
    </Field>
  );
}
