import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Configuration, Model } from "@/lib/registry/schemas";
import { OrderedModelsField } from "./ordered-models-field";

type Agreement = Configuration["agreement"];

type AgreementFieldProps = {
  models: readonly Model[];
  agreement: Agreement;
  onChange: (agreement: Agreement) => void;
  error: string | undefined;
};

const MOST_MODELS = 5;
const LEAST_VOTES = 2;

/** Models asked one after the other until enough of their answers are equal. */
export function AgreementField({ models, agreement, onChange, error }: AgreementFieldProps) {
  const chosen = agreement?.models ?? [];
  const votes = agreement?.votes ?? LEAST_VOTES;
  const choices = Array.from({ length: Math.max(1, chosen.length - 1) }, (_, index) => String(index + LEAST_VOTES));
  return (
    <div className="grid gap-2">
      <OrderedModelsField
        label="Agreement"
        hint="Three to five models, the cheapest first, asked until enough of their answers are equal. For short answers; the last one’s is taken where they all differ."
        add="Add a model…"
        models={models}
        chosen={chosen}
        most={MOST_MODELS}
        onChange={(next) =>
          onChange(
            next.length === 0 ? null : { models: next, votes: Math.min(votes, Math.max(LEAST_VOTES, next.length)) },
          )
        }
        error={error}
      />
      {agreement && (
        <Field label="Equal answers that are enough">
          {(control) => (
            <Select
              {...control}
              value={String(votes)}
              onChange={(event) => onChange({ models: agreement.models, votes: Number(event.target.value) })}
              options={choices.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
      )}
    </div>
  );
}
