import { ArrowDown, ArrowUp, X } from "lucide-react";
import { ModelName } from "@/components/executions/model-name";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Model } from "@/lib/registry/schemas";

type FallbacksFieldProps = {
  models: readonly Model[];
  /** In the order in which they are tried. */
  fallbacks: readonly string[];
  onChange: (fallbacks: string[]) => void;
  error: string | undefined;
};

/** Models tried in order when the chosen one fails. Ordered by buttons, which work without a mouse. */
export function FallbacksField({ models, fallbacks, onChange, error }: FallbacksFieldProps) {
  const move = (from: number, to: number) => onChange(fallbacks.with(from, fallbacks[to]!).with(to, fallbacks[from]!));
  return (
    <div className="grid gap-2">
      <Field label="Fallbacks" error={error} hint="Tried in this order when the chosen model fails, before any other.">
        {(control) => (
          <Select
            {...control}
            value=""
            disabled={fallbacks.length >= 20}
            onChange={(event) => event.target.value && onChange([...fallbacks, event.target.value])}
          >
            <option value="">Add a fallback…</option>
            {models
              .filter(({ slug }) => !fallbacks.includes(slug))
              .map(({ slug, status }) => (
                <option key={slug} value={slug}>
                  {slug}
                  {status !== "ready" && " (not ready)"}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {fallbacks.length > 0 && (
        <ol aria-label="Fallbacks in order" className="divide-y rounded-md border">
          {fallbacks.map((slug, index) => (
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
                disabled={index === fallbacks.length - 1}
                onClick={() => move(index, index + 1)}
              >
                <ArrowDown aria-hidden className="size-3.5" />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${slug}`}
                onClick={() => onChange(fallbacks.toSpliced(index, 1))}
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
