"use client";

import { useQuery } from "@tanstack/react-query";
import { PiggyBank } from "lucide-react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { Card } from "@/components/ui/card";
import { Badge } from "@/components/ui/badge";
import { ledgerQuery } from "@/lib/client/savings";
import type { SavingsReport, SavingsTotal } from "@/lib/savings/schemas";
import { HeldShareCard } from "./held-share-card";
import { SavingEntry } from "./saving-entry";
import { SAVED_WORDS, savedText, savedTone } from "./saving-text";

/** What changes saved, measured against requests that are served as before. */
export function SavingsTab({ task }: { task: string }) {
  const ledger = useQuery(ledgerQuery());
  return (
    <QueryView query={ledger} label="savings" skeleton={<CardSkeleton lines={6} />}>
      {(report) => (
        <div className="grid grid-cols-1 gap-4">
          <HeldShareCard shares={report.shares} task={task} />
          {report.entries.length === 0 ? (
            <Card>
              <EmptyState icon={PiggyBank} title="Nothing was saved yet">
                When an optimization is applied, a small share of the requests is served as before. The difference is
                what it saves, and it is entered here month by month.
              </EmptyState>
            </Card>
          ) : (
            <Ledger report={report} />
          )}
        </div>
      )}
    </QueryView>
  );
}

function Ledger({ report: { total, thisMonth, months, entries, method } }: { report: SavingsReport }) {
  return (
    <>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <MetricCard label="Saved in all" value={valueOf(total)} hint={hintOf(total)} />
        <MetricCard label="Saved this month" value={valueOf(thisMonth)} hint={hintOf(thisMonth)} />
      </div>
      {months.length > 0 && (
        <section className="grid grid-cols-1 gap-2">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-sm font-semibold">Month by month</h2>
            <ExportMenu path="/optimization/savings" filters={{}} />
          </div>
          <DataTable
            label="Savings by month"
            rows={months}
            rowKey={({ month }) => month}
            columns={[
              { id: "month", header: "Month", cell: ({ month }) => month },
              { id: "saved", header: "Saved", align: "right", cell: ({ savedUsd }) => savedText(savedUsd) },
              {
                id: "verdict",
                header: "Verdict",
                cell: ({ savedUsd }) => {
                  const tone = savedTone(savedUsd);
                  return <Badge tone={tone}>{savedUsd ? SAVED_WORDS[tone] : "too little known"}</Badge>;
                },
              },
              {
                id: "entries",
                header: "Changes",
                align: "right",
                cell: ({ entries: known, silentEntries }) =>
                  silentEntries === 0 ? known : `${known} of ${known + silentEntries} known`,
              },
            ]}
          />
        </section>
      )}
      <section className="grid grid-cols-1 gap-3">
        <h2 className="text-sm font-semibold">Changes</h2>
        {entries.map((entry) => (
          <SavingEntry key={entry.id} entry={entry} />
        ))}
      </section>
      <p className="max-w-prose text-xs text-muted-foreground">{method}</p>
    </>
  );
}

const valueOf = ({ savedUsd }: SavingsTotal): string => savedText(savedUsd).split(" (")[0]!;

function hintOf({ savedUsd, silentEntries }: SavingsTotal): string {
  const interval = savedUsd ? `95 % interval ${savedText(savedUsd).match(/\((.*)\)/)?.[1]}` : "too little is known";
  return silentEntries > 0 ? `${interval}; nothing known of ${silentEntries}` : interval;
}
