import { ModelName } from "@/components/executions/model-name";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatLatency, formatQuality, formatUsd } from "@/lib/client/format";
import type { Recommendation } from "@/lib/routing/schemas";

/** Candidates listed at once. */
const SHOWN = 5;

/** Where a request would go, before it is sent. `isStale` while the answer to a newer question is awaited. */
export function RecommendationPanel({ recommendation, isStale }: { recommendation: Recommendation; isStale: boolean }) {
  const { model, reason, strategy, candidates } = recommendation;
  const eligible = candidates.filter(({ excluded }) => excluded === undefined);
  const excluded = candidates.filter((candidate) => candidate.excluded !== undefined);
  return (
    <Card aria-busy={isStale}>
      <CardHeader>
        <CardTitle>{model === null ? "No model fits" : "Would go to"}</CardTitle>
        <Badge tone="outline" className="ml-auto">
          {strategy.replaceAll("_", " ")}
        </Badge>
      </CardHeader>
      <CardContent className={cn("grid gap-3 text-sm transition-opacity", isStale && "opacity-60")}>
        <div role="status">
          {model !== null && (
            <p className="text-base font-medium">
              <ModelName slug={model} />
            </p>
          )}
          <p className="text-muted-foreground">{reason}.</p>
        </div>
        {eligible.length > 0 && (
          <ol aria-label="Models that fit, best first" className="divide-y border-y">
            {eligible.slice(0, SHOWN).map((candidate) => (
              <li key={candidate.model} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                <ModelName slug={candidate.model} />
                <span className="text-xs text-muted-foreground">{expectations(candidate)}</span>
              </li>
            ))}
          </ol>
        )}
        {eligible.length > SHOWN && (
          <p className="text-xs text-muted-foreground">
            The best {SHOWN} of {eligible.length}.
          </p>
        )}
        {excluded.length > 0 && <ExcludedModels candidates={excluded} />}
      </CardContent>
    </Card>
  );
}

function ExcludedModels({ candidates }: { candidates: Recommendation["candidates"] }) {
  const reasons = [...new Set(candidates.map(({ excluded }) => excluded))];
  return (
    <details>
      <summary className="cursor-pointer text-muted-foreground">
        {candidates.length} {candidates.length === 1 ? "model is" : "models are"} out
      </summary>
      <ul className="mt-2 grid gap-2">
        {reasons.map((reason) => (
          <li key={reason}>
            <span className="font-medium">{reason}</span>
            <span className="block break-words text-muted-foreground">
              {candidates
                .filter(({ excluded }) => excluded === reason)
                .map(({ model }) => model)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the router expects of this request, "quality 92.1 · $0.0003 · 320 ms". */
function expectations({ quality, costUsd, latencyMsP50 }: Recommendation["candidates"][number]): string {
  return [
    quality === null || quality === undefined ? "quality not measured" : `quality ${formatQuality(quality)}`,
    costUsd === null || costUsd === undefined ? "cost unknown" : formatUsd(costUsd),
    latencyMsP50 === null || latencyMsP50 === undefined ? "latency not measured" : formatLatency(latencyMsP50),
  ].join(" · ");
}
