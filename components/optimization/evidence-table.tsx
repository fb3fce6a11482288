"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatLatency, formatQuality, formatUsd } from "@/lib/client/format";
import { optimizationTrialsQuery } from "@/lib/client/optimization";
import type { TrialRow } from "@/lib/optimization/schemas";

const PAGE = 25;

/** Every single prompt as the configurations answered it. */
export function EvidenceTable({ id }: { id: string }) {
  const trials = useQuery(optimizationTrialsQuery(id));
  const [shown, setShown] = useState(PAGE);
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Evidence</h2>
      <QueryView
        query={trials}
        label="evidence"
        skeleton={<TableSkeleton rows={6} columns={3} />}
        empty={<EmptyState title="Nothing was asked yet" />}
      >
        {(rows) => (
          <>
            <ul className="divide-y rounded-lg border bg-surface">
              {rows.slice(0, shown).map((row) => (
                <li key={row.testId}>
                  <Test row={row} />
                </li>
              ))}
            </ul>
            {rows.length > shown && (
              <Button className="justify-self-center print:hidden" onClick={() => setShown(shown + 4 * PAGE)}>
                Show more of {rows.length}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

function Test({ row: { prompt, part, answers } }: { row: TrialRow }) {
  const qualities = new Set(answers.map(({ trial }) => trial.quality));
  return (
    <details className="px-3 py-2 text-sm">
      <summary className="cursor-pointer">
        <span className="break-words">{prompt.slice(0, 120)}</span>{" "}
        <Badge tone={part === "verify" ? "accent" : "neutral"}>{part}</Badge>{" "}
        {qualities.size > 1 && <Badge tone="warning">answers differ</Badge>}
      </summary>
      <ul className="mt-2 grid gap-2">
        {answers.map(({ candidateId, label, trial }) => (
          <li key={candidateId} className="grid gap-0.5 border-l-2 pl-3">
            <span className="font-medium">
              {label}: quality {formatQuality(trial.quality)}, {formatUsd(trial.costUsd)},{" "}
              {formatLatency(trial.latencyMs)}
            </span>
            <span className="break-words whitespace-pre-wrap">{trial.output || trial.error}</span>
            <span className="text-xs text-muted-foreground">
              {trial.reason}{" "}
              {trial.executionId && (
                <Link className="underline" href={`/executions?execution=${trial.executionId}`}>
                  Execution
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
