import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import type { TuningState } from "@/lib/training/schemas";

/** Where a fine-tuning stands at its provider, in the provider's own words. */
export function TuningCard({ tuning }: { tuning: TuningState }) {
  const { jobId, state, model, trainedTokens, estimatedFinish, events } = tuning;
  const facts = [
    { label: "Job", value: jobId ? <code className="font-mono text-xs break-all">{jobId}</code> : "not started yet" },
    state !== null && { label: "State", value: state.replaceAll("_", " ") },
    estimatedFinish !== null && { label: "Expected to end", value: <Time at={estimatedFinish} mode="absolute" /> },
    model !== null && { label: "Model", value: <code className="font-mono text-xs break-all">{model}</code> },
    trainedTokens !== null && { label: "Trained tokens", value: formatCount(trainedTokens) },
  ].filter((fact) => fact !== false);
  return (
    <Card>
      <CardHeader>
        <CardTitle>At the provider</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <KeyValues items={facts} />
        {events.length > 0 && (
          <ol aria-label="What the provider reported" className="grid gap-1 text-sm">
            {events.map(({ at, level, message }, index) => (
              <li key={index} className="flex flex-wrap gap-x-2">
                <span className="text-muted-foreground">
                  <Time at={at} mode="absolute" />
                </span>
                <span className={level === "error" ? "text-danger" : undefined}>{message}</span>
              </li>
            ))}
          </ol>
        )}
      </CardContent>
    </Card>
  );
}
