import { ArrowDown, ArrowUp, X } from "lucide-react";
import { ModelName } from "@/components/executions/model-name";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Model } from "@/lib/registry/schemas";

type OrderedModelsFieldProps = {
  label: string;
  hint: string;
  /** Of the choice that adds one, such as `{add}`. */
  add: string;
  models: readonly Model[];
  /** In the order in which they are asked. */
  chosen: readonly string[];
  most: number;
  onChange: (chosen: string[]) => void;
  error: string | undefined;
};

/** Models in an order. Ordered by buttons, which work without a mouse. */
export function OrderedModelsField({
  label,
  hint,
  add,
  models,
  chosen,
  most,
  onChange,
  error,
}: OrderedModelsFieldProps) {
  const move = (from: number, to: number) => onChange(chosen.with(from, chosen[to]!).with(to, chosen[from]!));
  return (
    <div className="grid gap-2">
      <Field label={label} error={error} hint={hint}>
        {(control) => (
          <Select
            {...control}
            value=""
            disabled={chosen.length >= most}
            onChange={(event) => event.target.value && onChange([...chosen, event.target.value])}
          >
            <option value="">{add}</option>
            {models
              .filter(({ slug }) => !chosen.includes(slug))
              .map(({ slug, status }) => (
                <option key={slug} value={slug}>
                  {slug}
                  {status !== "ready" && " (not ready)"}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {chosen.length > 0 && (
        <ol aria-label={`${label} in order`} className="divide-y rounded-md border">
          {chosen.map((slug, index) => (
            <li key={slug} className="flex items-center gap-1 py-1 pr-1 pl-3 text-sm">
              <span className="w-5 shrink-0 text-muted-foreground">{index + 1}</span>
              <span className="min-w-0 flex-1">
                <ModelName slug={slug} />
              </span>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${slug} up`}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              >
                <ArrowUp aria-hidden className="size-3.5" />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Move ${slug} down`}
                disabled={index === chosen.length - 1}
                onClick={() => move(index, index + 1)}
              >
                <ArrowDown aria-hidden className="size-3.5" />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${slug}`}
                onClick={() => onChange(chosen.toSpliced(index, 1))}
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
