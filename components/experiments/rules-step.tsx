import { NumberField } from "@/components/data/number-field";
import { Field } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { COVARIATE_SOURCES, EXPERIMENT_METHODS } from "@/lib/experiments/words";
import { errorAt, FormStep, type StepFields } from "./form-step";
import { METHOD_HINTS, METHOD_OPTIONS } from "./method-options";

const COVARIATE_OPTIONS = [
  { value: "", label: "Nothing" },
  { value: "history", label: "Its own past in the four weeks before" },
  { value: "reported", label: "A number that programs report" },
];

/** How much it takes, and what happens by itself. */
export function RulesStep(fields: StepFields) {
  const { draft, change, wrong } = fields;
  const isBandit = draft.kind === "bandit";
  return (
    <FormStep title="5. Size and rules" description="How much it takes, and what happens by itself.">
      <NumberField
        label="Smallest difference that matters"
        value={draft.minimumEffect}
        onChange={(minimumEffect) => change({ minimumEffect })}
        error={errorAt(wrong, "minimumEffect")}
        hint="In the unit of the metric; 0.05 are 5 points of a share."
      />
      <NumberField
        label="Planned units of each variant"
        value={draft.unitsPerVariant}
        onChange={(unitsPerVariant) => change({ unitsPerVariant })}
        error={errorAt(wrong, "unitsPerVariant")}
      />
      {!isBandit && (
        <Field label="Looked at" error={errorAt(wrong, "method")} hint={METHOD_HINTS[draft.method]}>
          {(control) => (
            <Select
              {...control}
              value={draft.method}
              onChange={(event) =>
                change({ method: EXPERIMENT_METHODS.find((one) => one === event.target.value) ?? "sequential" })
              }
              options={METHOD_OPTIONS}
            />
          )}
        </Field>
      )}
      {!isBandit && (
        <Field
          label="Known of each unit beforehand"
          error={errorAt(wrong, "usesCovariate") ?? errorAt(wrong, "covariateSource")}
          hint="What it explains is taken off (CUPED), so the same difference shows with fewer units."
        >
          {(control) => (
            <Select
              {...control}
              value={draft.covariate}
              onChange={(event) =>
                change({ covariate: COVARIATE_SOURCES.find((one) => one === event.target.value) ?? "" })
              }
              options={COVARIATE_OPTIONS}
            />
          )}
        </Field>
      )}
      <div className="grid content-start gap-3 sm:col-span-2">
        <Toggle
          label="Make a winner the task's configuration by itself"
          checked={draft.promotesWinner}
          onChange={(promotesWinner) => change({ promotesWinner })}
        />
        <Toggle
          label="Stop by itself when every variant is harmful"
          checked={draft.rollsBack}
          onChange={(rollsBack) => change({ rollsBack })}
        />
      </div>
    </FormStep>
  );
}

function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Label className="flex items-center gap-2.5 font-normal">
      <Switch checked={checked} onCheckedChange={onChange} aria-label={label} />
      {label}
    </Label>
  );
}
