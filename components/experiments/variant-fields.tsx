import { Trash2 } from "lucide-react";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { STRATEGIES } from "@/lib/registry/words";
import type { VariantDraft } from "./experiment-draft";

type VariantFieldsProps = {
  index: number;
  variant: VariantDraft;
  models: readonly SelectOption[];
  error: string | null;
  onChange: (part: Partial<VariantDraft>) => void;
  /** null = it has to stay. */
  onRemove: (() => void) | null;
};

const STRATEGY_OPTIONS = [
  { value: "", label: "As the task has it" },
  ...STRATEGIES.map((value) => ({ value, label: value.replaceAll("_", " ") })),
];

/** What one variant changes. */
export function VariantFields({ index, variant, models, error, onChange, onRemove }: VariantFieldsProps) {
  const title = index === 0 ? "Control" : `Variant ${index}`;
  return (
    <fieldset className="grid grid-cols-1 gap-3 rounded-md border p-3 sm:grid-cols-2">
      <legend className="px-1 text-sm font-medium">{title}</legend>
      <Field label="Name" required>
        {(control) => (
          <Input
            {...control}
            value={variant.name}
            maxLength={80}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <NumberField
            label="Share (%)"
            value={variant.percent}
            onChange={(percent) => onChange({ percent })}
            required
          />
        </div>
        {onRemove && (
          <Button size="icon" variant="ghost" aria-label={`Remove ${title}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      <Field label="Model">
        {(control) => (
          <Select
            {...control}
            value={variant.model}
            onChange={(event) => onChange({ model: event.target.value })}
            options={[{ value: "", label: "As the task has it" }, ...models]}
          />
        )}
      </Field>
      <Field label="Strategy">
        {(control) => (
          <Select
            {...control}
            value={variant.strategy}
            onChange={(event) => onChange({ strategy: event.target.value })}
            options={STRATEGY_OPTIONS}
          />
        )}
      </Field>
      <NumberField
        label="Temperature"
        value={variant.temperature}
        onChange={(temperature) => onChange({ temperature })}
        placeholder="as the task has it"
      />
      <Field label="System prompt" required={false}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={variant.systemPrompt}
            onChange={(event) => onChange({ systemPrompt: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Further settings"
        required={false}
        hint="Any part of the task's configuration, as JSON."
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="font-mono text-xs"
            placeholder='{"prompt": {"slug": "welcome", "version": 2}}'
            value={variant.json}
            onChange={(event) => onChange({ json: event.target.value })}
          />
        )}
      </Field>
      {error && (
        <Alert tone="danger" className="sm:col-span-2">
          {error}
        </Alert>
      )}
    </fieldset>
  );
}
