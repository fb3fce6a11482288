import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { ExperimentResults } from "@/lib/experiments/schemas";

/** Which variant judges preferred when they saw two answers side by side. */
export function PreferencesCard({ results }: { results: ExperimentResults }) {
  const { preferences, arms } = results;
  if (!preferences) return null;
  const { judgements, ranking, reason } = preferences;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Preferences</CardTitle>
        <CardDescription>
          {formatCount(judgements)} judgements of two answers, ranked after Bradley and Terry: 1,000 is the middle, 100
          more are preferred in 64 % of pairs. Intervals hold for one look; they are shown beside the verdict and decide
          nothing.
        </CardDescription>
      </CardHeader>
      <Table label="Preferences">
        <TableHeader>
          <TableRow>
            <TableHead>Variant</TableHead>
            <TableHead className="text-right">Preferred</TableHead>
            <TableHead className="text-right">Passed over</TableHead>
            <TableHead className="text-right">Rating</TableHead>
            <TableHead className="text-right">Over {arms[0]!.name}</TableHead>
            <TableHead>State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {ranking.map(({ variant, won, lost, rating, low, high, overControl }) => (
            <TableRow key={variant}>
              <TableCell className="min-w-28">{arms.find((arm) => arm.variant === variant)?.name ?? variant}</TableCell>
              <TableCell className="text-right tabular-nums">{formatCount(won)}</TableCell>
              <TableCell className="text-right tabular-nums">{formatCount(lost)}</TableCell>
              <TableCell className="text-right tabular-nums">
                {rating === null || low === null || high === null ? (
                  "unknown"
                ) : (
                  <span className="grid">
                    {formatCount(Math.round(rating))}
                    <span className="text-xs whitespace-nowrap text-muted-foreground">
                      {formatCount(Math.round(low))} to {formatCount(Math.round(high))}
                    </span>
                  </span>
                )}
              </TableCell>
              <TableCell className="text-right tabular-nums">
                {overControl === null ? (
                  "–"
                ) : (
                  <span className="grid">
                    {formatPercent(overControl.chance)}
                    <span className="text-xs whitespace-nowrap text-muted-foreground">
                      {formatPercent(overControl.low)} to {formatPercent(overControl.high)}
                    </span>
                  </span>
                )}
              </TableCell>
              <TableCell>{overControl && <PreferenceBadge {...overControl} />}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {reason && <CardContent className="text-sm text-muted-foreground">{reason}.</CardContent>}
    </Card>
  );
}

function PreferenceBadge({ chance, isSure }: { chance: number; isSure: boolean }) {
  if (!isSure) return <Badge tone="outline">Can be chance</Badge>;
  return chance > 0.5 ? <Badge tone="success">Preferred</Badge> : <Badge tone="danger">Passed over</Badge>;
}
