import { NumberField } from "@/components/data/number-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PromptVariable, VariableValues } from "@/lib/prompts/schemas";

type ValuesFieldsProps = {
  variables: readonly PromptVariable[];
  values: VariableValues;
  onChange: (values: VariableValues) => void;
};

/** A field for each variable; what is left empty takes its default. */
export function ValuesFields({ variables, values, onChange }: ValuesFieldsProps) {
  const set = (name: string, value: VariableValues[string] | null) => {
    const others = Object.fromEntries(Object.entries(values).filter(([one]) => one !== name));
    onChange(value === null || value === "" ? others : { ...others, [name]: value });
  };
  return variables.map((variable) => {
    const { name, type, description, default: fallback, options } = variable;
    const value = Object.hasOwn(values, name) ? values[name]! : null;
    const placeholder = fallback === null ? undefined : String(fallback);
    if (type === "number")
      return (
        <NumberField
          key={name}
          label={name}
          hint={description}
          placeholder={placeholder}
          value={typeof value === "number" ? value : null}
          onChange={(next) => set(name, next)}
        />
      );
    if (type === "choice" || type === "boolean")
      return (
        <Field key={name} label={name} hint={description}>
          {(control) => (
            <Select
              {...control}
              value={value === null ? "" : String(value)}
              onChange={({ target }) =>
                set(name, target.value === "" ? null : type === "boolean" ? target.value === "true" : target.value)
              }
            >
              <option value="">{placeholder === undefined ? "Choose" : `Default: ${placeholder}`}</option>
              {(type === "boolean" ? ["true", "false"] : options).map((option) => (
                <option key={option} value={option}>
                  {option}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    return (
      <Field key={name} label={name} hint={description}>
        {(control) => (
          <Input
            {...control}
            placeholder={placeholder}
            value={typeof value === "string" ? value : ""}
            onChange={(event) => set(name, event.target.value)}
          />
        )}
      </Field>
    );
  });
}
