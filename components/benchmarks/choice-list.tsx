import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";

type ChoiceListProps = {
  legend: string;
  /** Marks it for the focus when something is wrong with it. */
  field: string;
  choices: readonly { value: string; label: string; hint?: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: Set<string>) => void;
  error: string | null;
};

/** Several of many, in a frame that scrolls when there are too many. */
export function ChoiceList({ legend, field, choices, chosen, onChange, error }: ChoiceListProps) {
  const id = useId();
  function toggle(value: string, isOn: boolean) {
    const next = new Set(chosen);
    if (isOn) next.add(value);
    else next.delete(value);
    onChange(next);
  }
  return (
    <fieldset data-field={field} aria-describedby={error ? `${id}-error` : undefined} className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid max-h-64 gap-2 overflow-y-auto rounded-md border p-3">
        {choices.map(({ value, label, hint }) => (
          <div key={value} className="flex items-start gap-2.5">
            <Checkbox
              id={`${id}-${value}`}
              className="mt-0.5"
              checked={chosen.has(value)}
              onCheckedChange={(isOn) => toggle(value, isOn === true)}
            />
            <div className="grid min-w-0 gap-0.5">
              <Label htmlFor={`${id}-${value}`} className="break-words">
                {label}
              </Label>
              {hint && <p className="text-xs text-muted-foreground">{hint}</p>}
            </div>
          </div>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
