import Link from "next/link";
import { DataTable } from "@/components/data/data-table";
import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import type { SavingsEntry } from "@/lib/savings/schemas";
import { pointsText, savedText, savedTone, stateText } from "./saving-text";

/** One change with what it saved, month by month. */
export function SavingEntry({ entry }: { entry: SavingsEntry }) {
  const { task, optimizationId, summary, startedAt, closedAt, isSimulated, months, sinceStart } = entry;
  const { costUsd, quality, latencyMs, failures } = sinceStart;
  return (
    <Card aria-label={`Savings of ${task}`}>
      <CardHeader>
        <CardTitle>
          <Link href={`/optimization/${optimizationId}`} className="hover:underline">
            {task}: {summary}
          </Link>
        </CardTitle>
        <CardDescription>
          {stateText(entry)}. In force since <Time at={startedAt} />
          {closedAt && (
            <>
              , measured until <Time at={closedAt} />
            </>
          )}
          . {isSimulated && <Badge tone="warning">simulated: counts in no total</Badge>}
        </CardDescription>
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-3">
        <KeyValues
          items={[
            {
              label: "Saved since then",
              value: sinceStart.savedUsd ? (
                <>
                  {savedText(sinceStart.savedUsd)}
                  {sinceStart.savedShare !== null && `, ${formatPercent(sinceStart.savedShare)} of the cost`}
                </>
              ) : (
                sinceStart.reason
              ),
            },
            {
              label: "A request costs",
              value: costUsd ? `${formatUsd(costUsd.changed)}, as before ${formatUsd(costUsd.held)}` : "not known",
            },
            { label: "Quality, points", value: pointsText(quality?.difference ?? null) },
            {
              label: "Latency",
              value: latencyMs
                ? `${formatLatency(latencyMs.changed)}, as before ${formatLatency(latencyMs.held)}`
                : "too few requests",
            },
            ...(failures
              ? [
                  {
                    label: "Failures",
                    value: `${formatPercent(failures.changed)}, as before ${formatPercent(failures.held)}`,
                  },
                ]
              : []),
            {
              label: "Requests",
              value: `${formatCount(sinceStart.calls)} changed, ${formatCount(sinceStart.heldCalls)} as before${sinceStart.unpricedCalls > 0 ? `, ${formatCount(sinceStart.unpricedCalls)} of unknown cost` : ""}`,
            },
          ]}
        />
        {months.length > 0 && (
          <DataTable
            label={`Months of ${summary}`}
            rows={months}
            rowKey={({ month }) => month}
            columns={[
              { id: "month", header: "Month", cell: ({ month }) => month },
              {
                id: "saved",
                header: "Saved",
                cell: ({ savedUsd, reason }) =>
                  savedUsd ? (
                    <Badge tone={savedTone(savedUsd)}>{savedText(savedUsd)}</Badge>
                  ) : (
                    <span className="text-xs text-muted-foreground">{reason}</span>
                  ),
              },
              { id: "calls", header: "Requests", align: "right", cell: ({ calls }) => formatCount(calls) },
              {
                id: "posted",
                header: "Posted",
                cell: ({ postedAt }) => (postedAt ? <Time at={postedAt} /> : "so far"),
              },
            ]}
          />
        )}
      </CardContent>
    </Card>
  );
}
