"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { PiggyBank } from "lucide-react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { QueryView } from "@/components/data/query-view";
import { useTimeRange } from "@/components/layout/use-time-range";
import { Button } from "@/components/ui/button";
import { savingsQuery } from "@/lib/client/costs";
import { windowOf } from "@/lib/client/executions";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import type { Savings } from "@/lib/executions/schemas";
import { SavingCard } from "./saving-card";
import { VERDICT_WORDS } from "./verdict-words";

export function SavingsView() {
  const { range, setRange } = useTimeRange();
  const savings = useQuery({ ...savingsQuery(range), placeholderData: keepPreviousData });
  return (
    <QueryView query={savings} label="savings" skeleton={<CardSkeleton lines={6} />}>
      {(data) => (
        <div className="grid grid-cols-1 gap-4">
          <div className="flex flex-wrap items-center gap-3">
            <p className="text-sm">{headline(data)}</p>
            <div className="ml-auto">
              <ExportMenu path="/metrics/cost-analysis" filters={windowOf(range)} />
            </div>
          </div>
          {data.substitutions.length === 0 ? (
            <EmptyState
              icon={PiggyBank}
              title="No saving that the measurements support"
              action={range === "90d" ? undefined : <Button onClick={() => setRange("90d")}>Look at 90 days</Button>}
            >
              A saving is shown when two models served the same task, both have enough scored executions, and the
              cheaper one is measured to be as good.
            </EmptyState>
          ) : (
            <ul aria-label="Possible savings" className="grid grid-cols-1 gap-3">
              {data.substitutions.map((substitution) => (
                <SavingCard key={`${substitution.task} ${substitution.model}`} substitution={substitution} />
              ))}
            </ul>
          )}
          <Refused reasons={data.reasons} />
          <p className="max-w-prose text-xs text-muted-foreground">{data.method}</p>
        </div>
      )}
    </QueryView>
  );
}

function headline({ possibleSavingUsd, shareOfCost, substitutions }: Savings): string {
  if (substitutions.length === 0) return "Nothing to save is known in this time range.";
  const share = shareOfCost === null ? "" : `, ${formatPercent(shareOfCost)} of what was spent`;
  return `${formatUsd(possibleSavingUsd)} could have been saved${share}.`;
}

/** Why other pairs of models are not offered. */
function Refused({ reasons }: Pick<Savings, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted-foreground">Why other pairs of models are not offered</summary>
      <ul className="mt-2 grid gap-1">
        {reasons.map(({ verdict, count }) => (
          <li key={verdict}>
            {formatCount(count)} {count === 1 ? "pair" : "pairs"}: {VERDICT_WORDS[verdict]}
          </li>
        ))}
      </ul>
    </details>
  );
}
