"use client";

import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatSigned } from "@/lib/client/format";
import { calibrationQuery } from "@/lib/client/judging";
import type { Calibration } from "@/lib/judging/schemas";

const CLASSES = ["0–20", "20–40", "40–60", "60–80", "80–100"];

/** How far each judge agrees with people. */
export function CalibrationSection() {
  const calibration = useQuery(calibrationQuery());
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Calibration</h2>
      <QueryView
        query={calibration}
        label="calibration"
        skeleton={<CardSkeleton lines={6} />}
        empty={
          <Card>
            <EmptyState icon={Scale} title="Nothing to compare yet">
              As soon as a judge has looked at answers, this shows how far it agrees with the feedback that people gave
              on the same ones.
            </EmptyState>
          </Card>
        }
      >
        {(all) => (
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
            {all.map((one) => (
              <CalibrationCard key={`${one.task} ${one.judge}`} calibration={one} />
            ))}
          </div>
        )}
      </QueryView>
    </section>
  );
}

function CalibrationCard({ calibration }: { calibration: Calibration }) {
  const { task, judge, pairCount, withoutVerdict, weightedKappa, spearman, bias, table, verdict } = calibration;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          {judge} on {task}
        </CardTitle>
        <CardDescription>{verdict}.</CardDescription>
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-4">
        <KeyValues
          items={[
            { label: "Judged by both", value: formatCount(pairCount) },
            { label: "Without a verdict", value: formatCount(withoutVerdict) },
            { label: "Weighted kappa", value: intervalText(weightedKappa, 2) },
            { label: "Rank correlation", value: intervalText(spearman, 2) },
            { label: "Judge less people", value: intervalText(bias, 1, " points") },
          ]}
        />
        {pairCount > 0 && (
          <Table label="People against judge, answers per class">
            <TableHeader>
              <TableRow>
                <TableHead>People ↓ Judge →</TableHead>
                {CLASSES.map((name) => (
                  <TableHead key={name} className="text-right">
                    {name}
                  </TableHead>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {table.map((row, index) => (
                <TableRow key={CLASSES[index]}>
                  <TableCell>{CLASSES[index]}</TableCell>
                  {row.map((count, column) => (
                    <TableCell
                      key={CLASSES[column]}
                      className={`text-right tabular-nums ${index === column ? "font-semibold" : "text-muted-foreground"}`}
                    >
                      {formatCount(count)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardContent>
    </Card>
  );
}

/** A value with its 95 % interval. */
function intervalText(estimate: Calibration["bias"], digits: number, unit = ""): string {
  if (estimate === null) return "not measured";
  const text = (value: number) => formatSigned(value, (size) => size.toFixed(digits));
  return `${text(estimate.value)}${unit} (95 %: ${text(estimate.low)} to ${text(estimate.high)})`;
}
