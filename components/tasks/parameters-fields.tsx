import { NumberField } from "@/components/data/number-field";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ConfigurationFields } from "./configuration-form";

const PARAMETERS = [
  { name: "temperature", label: "Temperature", range: "From 0 to 2" },
  { name: "topP", label: "Top p", range: "From 0 to 1" },
  { name: "maxOutputTokens", label: "Longest output, tokens", range: "A whole number from 1 to 1,000,000" },
  { name: "seed", label: "Seed", range: "A whole number" },
] as const;

const TIMEOUTS = [
  { name: "connectMs", label: "To connect, ms" },
  { name: "headersMs", label: "To the first byte, ms" },
  { name: "idleMs", label: "Between pieces, ms" },
  { name: "totalMs", label: "In all, ms" },
] as const;

const EFFORTS = ["minimal", "low", "medium", "high"] as const;

/** Sampling settings and timeouts. */
export function ParametersFields({ draft, onChange, errors }: ConfigurationFields) {
  const { parameters, timeouts } = draft;
  const change = (changes: typeof parameters) => onChange({ ...draft, parameters: { ...parameters, ...changes } });
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        {PARAMETERS.map(({ name, label, range }) => (
          <NumberField
            key={name}
            label={label}
            placeholder="model’s own"
            error={errors[`parameters.${name}`] && range}
            value={parameters[name] ?? null}
            onChange={(value) => change({ [name]: value ?? undefined })}
          />
        ))}
        <Field label="Reasoning effort">
          {(control) => (
            <Select
              {...control}
              value={parameters.reasoningEffort ?? ""}
              onChange={(event) => change({ reasoningEffort: EFFORTS.find((effort) => effort === event.target.value) })}
            >
              <option value="">model’s own</option>
              {EFFORTS.map((effort) => (
                <option key={effort}>{effort}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Stop at" required={false} hint="One text a line, at most four." error={stopError(errors)}>
          {(control) => (
            <Textarea
              {...control}
              className="min-h-8"
              rows={1}
              value={(parameters.stop ?? []).join("\n")}
              onChange={(event) => change({ stop: event.target.value ? event.target.value.split("\n") : undefined })}
            />
          )}
        </Field>
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">Timeouts</legend>
        <div className="grid grid-cols-2 gap-4">
          {TIMEOUTS.map(({ name, label }) => (
            <NumberField
              key={name}
              label={label}
              placeholder="default"
              error={errors[`timeouts.${name}`] && "A whole number from 10 to 3,600,000"}
              value={timeouts[name] ?? null}
              onChange={(value) => onChange({ ...draft, timeouts: { ...timeouts, [name]: value ?? undefined } })}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

const stopError = (errors: ConfigurationFields["errors"]) =>
  Object.keys(errors).some((path) => path.startsWith("parameters.stop")) &&
  "At most four texts of 1 to 100 characters; no empty line";
