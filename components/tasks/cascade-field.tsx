import { X } from "lucide-react";
import { ModelName } from "@/components/executions/model-name";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Configuration, Model } from "@/lib/registry/schemas";

type Cascade = Configuration["cascade"];

type CascadeFieldProps = {
  models: readonly Model[];
  cascade: Cascade;
  onChange: (cascade: Cascade) => void;
  error: string | undefined;
};

/** Enough for most: two thirds of the answers of a good classifier are this sure. */
const FIRST_CONFIDENCE = 0.9;

/** Models asked one after the other until one is sure enough. */
export function CascadeField({ models, cascade, onChange, error }: CascadeFieldProps) {
  const steps = cascade ?? [];
  const write = (next: NonNullable<Cascade>) => onChange(next.length === 0 ? null : next);
  return (
    <div className="grid gap-2">
      <Field
        label="Cascade"
        error={error}
        hint="Asked one after the other until one is sure enough; the last one answers in any case. Name the cheapest first, and two to four."
      >
        {(control) => (
          <Select
            {...control}
            value=""
            disabled={steps.length >= 4}
            onChange={(event) =>
              event.target.value && write([...steps, { model: event.target.value, minConfidence: FIRST_CONFIDENCE }])
            }
          >
            <option value="">Add a model…</option>
            {models
              .filter(({ slug }) => !steps.some(({ model }) => model === slug))
              .map(({ slug, status }) => (
                <option key={slug} value={slug}>
                  {slug}
                  {status !== "ready" && " (not ready)"}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {steps.length > 0 && (
        <ol aria-label="Models of the cascade in order" className="divide-y rounded-md border">
          {steps.map(({ model, minConfidence }, index) => (
            <li key={model} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
              <span className="w-5 shrink-0 text-muted-foreground">{index + 1}</span>
              <span className="min-w-0 flex-1">
                <ModelName slug={model} />
              </span>
              {index < steps.length - 1 ? (
                <label className="flex items-center gap-1 text-muted-foreground">
                  answers from
                  <Input
                    className="h-8 w-20"
                    type="number"
                    min={0}
                    max={100}
                    step="any"
                    aria-label={`Confidence of ${model}, %`}
                    value={Math.round(minConfidence * 1e4) / 1e2}
                    onChange={(event) =>
                      write(steps.with(index, { model, minConfidence: Number(event.target.value) / 100 }))
                    }
                  />
                  %
                </label>
              ) : (
                <span className="text-muted-foreground">answers the rest</span>
              )}
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${model} from the cascade`}
                onClick={() => write(steps.toSpliced(index, 1))}
              >
                <X aria-hidden className="size-3.5" />
              </Button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
