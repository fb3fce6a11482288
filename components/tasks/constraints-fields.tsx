import { CheckList } from "@/components/data/check-list";
import { NumberField } from "@/components/data/number-field";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { Capability, Configuration } from "@/lib/registry/schemas";
import { CAPABILITIES } from "@/lib/registry/words";
import type { ConfigurationFields } from "./configuration-form";

const isCapability = (value: string): value is Capability => CAPABILITIES.some((one) => one === value);

/** What a model must satisfy to be chosen. */
export function ConstraintsFields({
  draft,
  onChange,
  errors,
  providers,
}: ConfigurationFields & { providers: readonly string[] }) {
  const { constraints } = draft;
  const change = (changes: Configuration["constraints"]) =>
    onChange({ ...draft, constraints: withoutAbsent({ ...constraints, ...changes }) });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Limits</CardTitle>
        <CardDescription>A model outside of them is not chosen. Empty means no limit.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <NumberField
            label="Quality, at least"
            hint="0 to 100, expected"
            placeholder="no limit"
            error={errors["constraints.minQuality"] && "From 0 to 100"}
            value={constraints.minQuality ?? null}
            onChange={(value) => change({ minQuality: value ?? undefined })}
          />
          <NumberField
            label="Cost, at most"
            hint="US dollars per request"
            placeholder="no limit"
            error={errors["constraints.maxCostUsd"] && "From 0 to 1,000"}
            value={constraints.maxCostUsd ?? null}
            onChange={(value) => change({ maxCostUsd: value ?? undefined })}
          />
          <NumberField
            label="Latency, at most"
            hint="Milliseconds, median"
            placeholder="no limit"
            error={errors["constraints.maxLatencyMs"] && "From 1 to 3,600,000"}
            value={constraints.maxLatencyMs ?? null}
            onChange={(value) => change({ maxLatencyMs: value ?? undefined })}
          />
        </div>
        <fieldset>
          <legend className="text-sm font-medium">Must be able to</legend>
          <CheckList
            label="Required capabilities"
            items={CAPABILITIES.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
            chosen={constraints.requiredCapabilities ?? []}
            onChange={(chosen) =>
              change({ requiredCapabilities: chosen.length > 0 ? chosen.filter(isCapability) : undefined })
            }
          />
        </fieldset>
        <fieldset>
          <legend className="text-sm font-medium">Only these providers</legend>
          <p className="text-xs text-muted-foreground">None chosen means any.</p>
          <CheckList
            label="Allowed providers"
            items={[...new Set([...providers, ...(constraints.allowedProviders ?? [])])].map((value) => ({ value }))}
            chosen={constraints.allowedProviders ?? []}
            onChange={(chosen) => change({ allowedProviders: chosen.length > 0 ? chosen : undefined })}
          />
        </fieldset>
      </CardContent>
    </Card>
  );
}

const withoutAbsent = (constraints: Configuration["constraints"]): Configuration["constraints"] =>
  Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined));
