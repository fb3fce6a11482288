import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatLatency, formatPercent, formatQuality, formatUsd } from "@/lib/client/format";
import type { RouteCandidate, RouteDecision } from "@/lib/executions/schemas";
import { ModelName } from "./model-name";

type RouteExplanationProps = {
  route: RouteDecision;
  /** The model that answered in the end, which is another one after a fallback. */
  answered: string | null;
};

/** Why a model was chosen: the sentence, the scores of every candidate, and why the others were out. */
export function RouteExplanation({ route, answered }: RouteExplanationProps) {
  return (
    <div className="grid gap-3 text-sm">
      <p>
        {route.reason}.{" "}
        <span className="text-muted-foreground">
          Strategy {route.strategy.replaceAll("_", " ")}, chosen with probability {formatPercent(route.propensity)}.
        </span>
      </p>
      {answered !== null && answered !== route.model && (
        <p>
          {route.model} failed, so {answered} answered instead.
        </p>
      )}
      <HeardMessage route={route} />
      <Candidates route={route} />
      {route.excluded.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted-foreground">
            {route.excluded.reduce((count, group) => count + group.models.length, 0)} models could not serve this
            request
          </summary>
          <ul className="mt-2 grid gap-2">
            {route.excluded.map(({ reason, models }) => (
              <li key={reason}>
                <span className="font-medium">{reason}</span>
                <span className="block break-words text-muted-foreground">{models.join(", ")}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What the message was about, and whether the conversation stayed with its model. */
function HeardMessage({ route: { detected, session } }: { route: RouteDecision }) {
  return (
    <>
      {detected && (
        <p>
          The message is about {detected.category} ({formatPercent(detected.categoryConfidence)} sure) and its writer
          seems {detected.emotion} ({formatPercent(detected.emotionConfidence)} sure); models were ranked by their
          quality at {detected.rankedAs}.
        </p>
      )}
      {session && (
        <p>
          Session <span className="break-all font-medium">{session.id}</span>: {session.reason}.
          {session.topicChangeProbability !== null && (
            <> Probability of another topic: {formatPercent(session.topicChangeProbability)}.</>
          )}
          {session.switchingCostUsd > 0 && (
            <>
              {" "}
              Another model would have to read the conversation afresh, for {formatUsd(session.switchingCostUsd)} more.
            </>
          )}
        </p>
      )}
    </>
  );
}

function Candidates({ route }: { route: RouteDecision }) {
  return (
    <Table label="Candidates, best first">
      <TableHeader>
        <TableRow>
          <TableHead>Candidate</TableHead>
          <TableHead className="text-right">Quality</TableHead>
          <TableHead className="text-right">Cost</TableHead>
          <TableHead className="text-right">Latency</TableHead>
          <TableHead className="text-right">Utility</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {route.candidates.map((candidate) => (
          <TableRow key={candidate.model}>
            <TableCell>
              <span className="inline-flex flex-wrap items-center gap-1.5">
                <ModelName slug={candidate.model} />
                {candidate.model === route.model && <Badge tone="accent">chosen</Badge>}
              </span>
            </TableCell>
            <TableCell className="text-right">{qualityText(candidate)}</TableCell>
            <TableCell className="text-right">{formatUsd(candidate.costUsd)}</TableCell>
            <TableCell className="text-right">
              {candidate.latencyMsP50 === null ? "not measured" : formatLatency(candidate.latencyMsP50)}
            </TableCell>
            <TableCell className="text-right">{candidate.utility.toFixed(3)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function qualityText({ quality, qualityLow, qualityHigh }: RouteCandidate): string {
  if (quality === null) return "not measured";
  return `${formatQuality(quality)} (${formatQuality(qualityLow)}–${formatQuality(qualityHigh)})`;
}
