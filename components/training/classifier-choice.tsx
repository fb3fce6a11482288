import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import type { ClassifierKind } from "@/lib/training/schemas";
import { CLASSIFIERS } from "@/lib/training/words";
import { CLASSIFIER_FACTS } from "./classifiers";

type ClassifierChoiceProps = {
  /** (Default: all.) */
  offered?: readonly ClassifierKind[];
  chosen: readonly ClassifierKind[];
  onChange: (chosen: ClassifierKind[]) => void;
  error: string | null;
};

export function ClassifierChoice({ offered = CLASSIFIERS, chosen, onChange, error }: ClassifierChoiceProps) {
  const id = useId();
  const toggle = (kind: ClassifierKind, isOn: boolean) =>
    onChange(offered.filter((one) => (one === kind ? isOn : chosen.includes(one))));
  return (
    <fieldset data-field="classifiers" aria-describedby={error ? `${id}-error` : undefined} className="grid gap-2.5">
      <legend className="mb-1.5 text-sm font-medium">Classifiers</legend>
      {offered.map((kind) => (
        <div key={kind} className="flex items-start gap-2.5">
          <Checkbox
            id={`${id}-${kind}`}
            className="mt-0.5"
            checked={chosen.includes(kind)}
            onCheckedChange={(isOn) => toggle(kind, isOn === true)}
            aria-describedby={`${id}-${kind}-hint`}
            aria-invalid={error ? true : undefined}
          />
          <div className="grid gap-0.5">
            <Label htmlFor={`${id}-${kind}`}>{CLASSIFIER_FACTS[kind].name}</Label>
            <p id={`${id}-${kind}-hint`} className="text-xs text-muted-foreground">
              {CLASSIFIER_FACTS[kind].explanation}
            </p>
          </div>
        </div>
      ))}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1 text-xs text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
