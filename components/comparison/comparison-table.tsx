"use client";

import { assignLooks } from "@/components/charts/chart-colour";
import { useKnownColours } from "@/components/charts/known-colours";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ComparedModel } from "@/lib/executions/schemas";
import { IntervalBar } from "./interval-bar";
import { prepareComparison } from "./prepare-comparison";

/** Models beside each other, a row for each measure. */
export function ComparisonTable({ models }: { models: readonly ComparedModel[] }) {
  const looks = assignLooks(
    models.map(({ model }) => model),
    useKnownColours(),
  );
  const colourOf = (model: string) => looks.get(model)?.colour ?? "var(--muted-foreground)";
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <Table label="Models compared">
        <TableHeader>
          <TableRow>
            <TableHead>Measure</TableHead>
            {models.map(({ model }) => (
              <TableHead key={model} className="text-foreground">
                <span className="inline-flex items-center gap-1.5">
                  <span aria-hidden className="size-2 rounded-full" style={{ background: colourOf(model) }} />
                  {model}
                </span>
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          <TableRow>
            <MeasureHead label="Quality" hint="mean of 0 to 100, with its 95 % interval" />
            {models.map(({ model, quality, qualityLow, qualityHigh, qualityCount }) => (
              <TableCell key={model}>
                <IntervalBar
                  mean={quality}
                  low={qualityLow}
                  high={qualityHigh}
                  count={qualityCount}
                  colour={colourOf(model)}
                />
              </TableCell>
            ))}
          </TableRow>
          {prepareComparison(models).map(({ label, hint, cells }) => (
            <TableRow key={label}>
              <MeasureHead label={label} hint={hint} />
              {cells.map(({ text, isBest }, index) => (
                <TableCell key={models[index]?.model} className="whitespace-nowrap">
                  {text} {isBest && <Badge tone="success">best</Badge>}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function MeasureHead({ label, hint }: { label: string; hint: string }) {
  return (
    <th scope="row" className="h-10 min-w-32 border-b px-3 py-1.5 text-left align-middle font-medium">
      {label}
      <span className="block text-xs font-normal text-muted-foreground">{hint}</span>
    </th>
  );
}
