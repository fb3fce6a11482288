import { ModelName } from "@/components/executions/model-name";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatLatency, formatQuality, formatUsd } from "@/lib/client/format";
import type { Recommendation } from "@/lib/routing/schemas";

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
          <Table label="Models that fit, best first">
            <TableHeader>
              <TableRow>
                <TableHead>Model</TableHead>
                <TableHead className="text-right">Quality</TableHead>
                <TableHead className="text-right">Cost</TableHead>
                <TableHead className="text-right">Latency</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {eligible.slice(0, 5).map((candidate) => (
                <TableRow key={candidate.model}>
                  <TableCell>
                    <ModelName slug={candidate.model} />
                  </TableCell>
                  <TableCell className="text-right">{measured(candidate.quality, formatQuality)}</TableCell>
                  <TableCell className="text-right">{formatUsd(candidate.costUsd)}</TableCell>
                  <TableCell className="text-right">{measured(candidate.latencyMsP50, formatLatency)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
        {eligible.length > 5 && <p className="text-xs text-muted-foreground">The best 5 of {eligible.length}.</p>}
        {excluded.length > 0 && <ExcludedModels candidates={excluded} />}
      </CardContent>
    </Card>
  );
}

function ExcludedModels({ candidates }: { candidates: Recommendation["candidates"] }) {
  const reasons = Map.groupBy(candidates, ({ excluded }) => excluded ?? "");
  return (
    <details>
      <summary className="cursor-pointer text-muted-foreground">
        {candidates.length} {candidates.length === 1 ? "model is" : "models are"} out
      </summary>
      <ul className="mt-2 grid gap-2">
        {[...reasons].map(([reason, models]) => (
          <li key={reason}>
            <span className="font-medium">{reason}</span>
            <span className="block break-words text-muted-foreground">
              {models.map(({ model }) => model).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const measured = (value: number | null | undefined, format: (value: number) => string) =>
  value === null || value === undefined ? "not measured" : format(value);
