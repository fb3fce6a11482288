import { NumberField } from "@/components/data/number-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { EXPERIMENT_UNITS } from "@/lib/experiments/words";
import { errorAt, FormStep, textOf, type StepFields } from "./form-step";

/** Which units take part, and by what their results are told apart. */
export function AudienceStep(fields: StepFields) {
  const { draft, change, wrong } = fields;
  const isBandit = draft.kind === "bandit";
  return (
    <FormStep
      title="3. Who takes part"
      description="A unit keeps its variant. Requests that name a model or strategy themselves take no part."
    >
      <Field label="Unit" error={errorAt(wrong, "unit")} hint={isBandit ? "A bandit assigns requests." : undefined}>
        {(control) => (
          <Select
            {...control}
            disabled={isBandit}
            value={isBandit ? "request" : draft.unit}
            onChange={(event) =>
              change({ unit: EXPERIMENT_UNITS.find((unit) => unit === event.target.value) ?? "request" })
            }
            options={EXPERIMENT_UNITS.map((value) => ({
              value,
              label: value.charAt(0).toUpperCase() + value.slice(1),
            }))}
          />
        )}
      </Field>
      <NumberField
        label="Coverage (%)"
        value={draft.coveragePercent}
        onChange={(coveragePercent) => change({ coveragePercent })}
        error={errorAt(wrong, "coverage")}
        hint="The rest stays with the task's own configuration."
      />
      <Field label="Only with tag" required={false} error={errorAt(wrong, "audience")}>
        {(control) => <Input {...control} placeholder="plan" {...textOf(fields, "audienceTag")} />}
      </Field>
      <Field label="of value" required={false} hint="Several are separated by commas.">
        {(control) => <Input {...control} placeholder="pro, team" {...textOf(fields, "audienceValues")} />}
      </Field>
      <Field
        label="Namespace"
        required={false}
        error={errorAt(wrong, "namespace")}
        hint="Experiments of one namespace with ranges apart never share a unit."
      >
        {(control) => <Input {...control} {...textOf(fields, "namespace")} />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="From (%)"
          value={draft.namespaceFrom}
          onChange={(namespaceFrom) => change({ namespaceFrom })}
          placeholder="0"
        />
        <NumberField
          label="To (%)"
          value={draft.namespaceTo}
          onChange={(namespaceTo) => change({ namespaceTo })}
          placeholder="100"
        />
      </div>
      <Field label="Tell results apart by tag" required={false}>
        {(control) => <Input {...control} placeholder="country" {...textOf(fields, "segmentBy")} />}
      </Field>
    </FormStep>
  );
}
