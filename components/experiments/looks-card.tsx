"use client";

import { useState } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Time } from "@/components/data/time";
import { formatCount } from "@/lib/client/format";
import type { ExperimentResults, ExperimentWithChecks } from "@/lib/experiments/schemas";
import { formatMetric, metricKey, metricName } from "@/lib/experiments/words";
import { prepareLooks, type PreparedLooks } from "./prepare-looks";

const [WIDTH, HEIGHT] = [720, 200];
const SHOWN_IN_TABLE = 12;
/** Half the stroke that marks a lone effect on its interval. */
const TICK = 8;

/** How the primary effect and its interval narrowed, as a drawing and as a table. */
export function LooksCard({ experiment, results }: { experiment: ExperimentWithChecks; results: ExperimentResults }) {
  const treatments = results.arms.slice(1);
  const [chosen, setChosen] = useState<string | null>(null);
  const variant = chosen ?? results.verdict.variant ?? treatments[0]!.variant;
  const shown = treatments.some((arm) => arm.variant === variant) ? variant : treatments[0]!.variant;
  const key = metricKey(experiment.design.primary);
  const prepared = prepareLooks(results.looks, shown);
  const show = (value: number) => formatMetric(key, value, { isDifference: true });
  const latest = prepared.points.slice(-SHOWN_IN_TABLE).toReversed();
  return (
    <Card>
      <CardHeader>
        <CardTitle>Effect over time</CardTitle>
        <Select
          aria-label="Variant"
          isQuiet
          frameClassName="ml-auto w-auto"
          value={shown}
          onChange={(event) => setChosen(event.target.value)}
          options={treatments.map((arm) => ({ value: arm.variant, label: arm.name }))}
        />
        <CardDescription>{metricName(key)} less the control’s, with its interval, as units came.</CardDescription>
      </CardHeader>
      <CardContent>
        {prepared.points.length === 0 ? (
          <p className="grid h-[200px] place-items-center text-sm text-muted-foreground">
            Nothing can be said yet: both sides need measurements that vary.
          </p>
        ) : (
          <>
            <Drawing prepared={prepared} show={show} />
            <details className="mt-3">
              <summary className="cursor-pointer text-sm text-muted-foreground">As a table</summary>
              <Table label="Effect over time">
                <TableHeader>
                  <TableRow>
                    <TableHead>When</TableHead>
                    <TableHead className="text-right">Units</TableHead>
                    <TableHead className="text-right">Difference</TableHead>
                    <TableHead className="text-right">Interval</TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {latest.map(({ at, units, effect, low, high }) => (
                    <TableRow key={at}>
                      <TableCell>
                        <Time at={at} />
                      </TableCell>
                      <TableCell className="text-right tabular-nums">{formatCount(units)}</TableCell>
                      <TableCell className="text-right tabular-nums">{show(effect)}</TableCell>
                      <TableCell className="text-right tabular-nums">
                        {show(low)} to {show(high)}
                      </TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </details>
          </>
        )}
      </CardContent>
    </Card>
  );
}

function Drawing({
  prepared: { points, from, to },
  show,
}: {
  prepared: PreparedLooks;
  show: (value: number) => string;
}) {
  const [first, last] = [points[0]!, points.at(-1)!];
  const span = Math.max(1, last.x - first.x);
  const x = (units: number) => (points.length === 1 ? WIDTH / 2 : ((units - first.x) / span) * WIDTH);
  const y = (value: number) => HEIGHT - ((value - from) / (to - from || 1)) * HEIGHT;
  const line = (value: (point: (typeof points)[number]) => number, order = points) =>
    order.map((point) => `${x(point.x)},${y(value(point))}`).join(" ");
  const band = `${line(({ high }) => high)} ${line(({ low }) => low, points.toReversed())}`;
  return (
    <div className="grid gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`After ${last.units} units the difference is ${show(last.effect)}, between ${show(last.low)} and ${show(last.high)}`}
        className="h-[200px] w-full overflow-visible"
      >
        {points.length > 1 && <polygon points={band} className="fill-accent opacity-15" />}
        <line
          x1={0}
          x2={WIDTH}
          y1={y(0)}
          y2={y(0)}
          className="stroke-muted-foreground"
          strokeDasharray="4 4"
          vectorEffect="non-scaling-stroke"
        />
        {points.length > 1 && (
          <polyline
            points={line(({ effect }) => effect)}
            fill="none"
            className="stroke-accent"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        )}
        {points.length === 1 && (
          <path
            d={`M${x(last.x)},${y(last.low)} V${y(last.high)} M${x(last.x) - TICK},${y(last.effect)} h${2 * TICK}`}
            className="stroke-accent"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <p
        className={`flex ${points.length > 1 ? "justify-between" : "justify-center"} text-xs text-muted-foreground tabular-nums`}
      >
        <span>{formatCount(first.units)} units</span>
        {points.length > 1 && <span>{formatCount(last.units)} units</span>}
      </p>
      <p className="text-xs text-muted-foreground">
        The dashed line is no difference. The drawing reaches from {show(from)} to {show(to)}.
      </p>
    </div>
  );
}
