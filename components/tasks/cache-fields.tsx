import { NumberField } from "@/components/data/number-field";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Configuration } from "@/lib/registry/schemas";
import { CACHE_MODES, SEMANTIC_CACHE_FLOOR } from "@/lib/registry/words";
import type { ConfigurationFields } from "./configuration-form";

const MEANINGS = {
  off: "Off: every request calls a model",
  exact: "Equal requests get the same answer",
  semantic: "Also questions that ask the same in other words",
} as const;

/** Whether and how long answers are given again. */
export function CacheFields({ draft, onChange, errors }: ConfigurationFields) {
  const { cache } = draft;
  const change = (changes: Partial<Configuration["cache"]>) => onChange({ ...draft, cache: { ...cache, ...changes } });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Cache</CardTitle>
        <CardDescription>
          Answers given before cost nothing. Never kept: tool calls, cut or failed answers.
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Field label="Answer again" error={errors["cache.mode"]}>
          {(control) => (
            <Select
              {...control}
              value={cache.mode}
              options={CACHE_MODES.map((value) => ({ value, label: MEANINGS[value] }))}
              onChange={({ target }) => change({ mode: CACHE_MODES.find((one) => one === target.value) ?? "off" })}
            />
          )}
        </Field>
        {cache.mode !== "off" && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                label="Oldest answer, seconds"
                hint="At most 2,592,000, which is 30 days."
                error={errors["cache.ttlSeconds"] && "From 1 to 2,592,000"}
                value={cache.ttlSeconds}
                onChange={(value) => change({ ttlSeconds: value ?? 0 })}
              />
              {cache.mode === "semantic" && (
                <NumberField
                  label="Likeness, at least"
                  hint={`${SEMANTIC_CACHE_FLOOR} to 1; empty is ${SEMANTIC_CACHE_FLOOR}.`}
                  error={errors["cache.minSimilarity"] && `From ${SEMANTIC_CACHE_FLOOR} to 1`}
                  value={cache.minSimilarity}
                  onChange={(minSimilarity) => change({ minSimilarity })}
                />
              )}
            </div>
            <label className="flex items-center gap-2 text-sm">
              <Checkbox
                checked={cache.isPerUser}
                onCheckedChange={(isChecked) => change({ isPerUser: isChecked === true })}
              />
              Never give one user’s answer to another
            </label>
          </>
        )}
      </CardContent>
    </Card>
  );
}
