import { Plus, Trash2 } from "lucide-react";
import { CheckList } from "@/components/data/check-list";
import { NumberField } from "@/components/data/number-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { AGGREGATIONS, BUILT_IN_MEASURES } from "@/lib/experiments/words";
import { errorAt, FormStep, textOf, type StepFields } from "./form-step";

const MEASURES = [
  ...Object.entries(BUILT_IN_MEASURES).map(([value, { name }]) => ({ value, label: name })),
  { value: "", label: "An outcome that is reported" },
];
const AGGREGATION_OPTIONS = [
  { value: "mean", label: "Mean of its measurements" },
  { value: "sum", label: "Sum of its measurements" },
  { value: "any", label: "Whether it happened at all" },
  { value: "p95", label: "95th percentile over units" },
  { value: "ratio", label: "A ratio: its sum per sum of another measure" },
];
const GUARDRAIL_MEASURES = [
  { value: "error", label: "Error rate" },
  { value: "latency", label: "Latency" },
  { value: "latency.p95", label: "Latency, p95" },
  { value: "cost", label: "Cost" },
  { value: "quality", label: "Quality" },
  { value: "tokens", label: "Tokens" },
];

/** What decides, what is shown beside it, and what must not get worse. */
export function MetricsStep(fields: StepFields) {
  const { draft, change, wrong } = fields;
  const isRatio = draft.aggregation === "ratio";
  return (
    <FormStep title="4. What counts" description="One primary metric decides. Guardrails must not get worse.">
      <Field label="Primary metric" error={errorAt(wrong, "primary")}>
        {(control) => (
          <Select
            {...control}
            value={draft.measure}
            onChange={(event) => change({ measure: event.target.value })}
            options={MEASURES}
          />
        )}
      </Field>
      <Field
        label="Of each unit"
        error={errorAt(wrong, "primary.aggregation")}
        hint={
          isRatio
            ? "The metric above is the numerator: its total over the total of what stands below the line, such as cost per call. Units with more of it weigh more."
            : undefined
        }
      >
        {(control) => (
          <Select
            {...control}
            value={draft.aggregation}
            onChange={(event) =>
              change({ aggregation: AGGREGATIONS.find((one) => one === event.target.value) ?? "mean" })
            }
            options={AGGREGATION_OPTIONS}
          />
        )}
      </Field>
      {draft.measure === "" && (
        <Field
          label="Name of the outcome"
          required
          hint="Reported to POST /experiments/{slug}/outcomes."
          error={errorAt(wrong, "primary.measure")}
        >
          {(control) => <Input {...control} placeholder="approval" {...textOf(fields, "outcome")} />}
        </Field>
      )}
      {isRatio && (
        <Field
          label="Below the line"
          hint="The denominator. A unit without any of it counts by its numerator alone."
          error={draft.per === "" ? undefined : errorAt(wrong, "primary.per")}
        >
          {(control) => (
            <Select
              {...control}
              value={draft.per}
              onChange={(event) => change({ per: event.target.value })}
              options={MEASURES}
            />
          )}
        </Field>
      )}
      {isRatio && draft.per === "" && (
        <Field
          label="Name of the outcome below the line"
          required
          hint="Reported of the same units, such as visits."
          error={errorAt(wrong, "primary.per")}
        >
          {(control) => <Input {...control} placeholder="visits" {...textOf(fields, "perOutcome")} />}
        </Field>
      )}
      <div className="grid gap-1.5 sm:col-span-2">
        <p className="text-sm font-medium">Also shown</p>
        <CheckList
          label="Secondary metrics"
          items={MEASURES.filter(({ value }) => value !== "" && value !== draft.measure)}
          chosen={draft.secondary}
          onChange={(secondary) => change({ secondary })}
          max={10}
        />
      </div>
      <div className="grid gap-3 sm:col-span-2">
        {draft.guardrails.map((guardrail, index) => {
          const put = (part: Partial<typeof guardrail>) =>
            change({
              guardrails: draft.guardrails.map((one, place) => (place === index ? { ...one, ...part } : one)),
            });
          return (
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-3">
              <Field label={`Guardrail ${index + 1}`} error={errorAt(wrong, `guardrails[${index}]`)}>
                {(control) => (
                  <Select
                    {...control}
                    value={guardrail.measure}
                    onChange={(event) => put({ measure: event.target.value })}
                    options={GUARDRAIL_MEASURES}
                  />
                )}
              </Field>
              <NumberField
                label="Worse by at most (%)"
                value={guardrail.margin}
                onChange={(margin) => put({ margin })}
              />
              <Button
                size="icon"
                variant="ghost"
                aria-label={`Remove guardrail ${index + 1}`}
                onClick={() => change({ guardrails: draft.guardrails.filter((_, place) => place !== index) })}
              >
                <Trash2 aria-hidden />
              </Button>
            </div>
          );
        })}
        <Button
          className="justify-self-start"
          onClick={() => change({ guardrails: [...draft.guardrails, { measure: "error", margin: 20 }] })}
        >
          <Plus aria-hidden />
          Add guardrail
        </Button>
      </div>
    </FormStep>
  );
}
