"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { KeyValues } from "@/components/data/key-values";
import { LoadMore } from "@/components/data/load-more";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { BudgetDetail } from "@/lib/budgets/schemas";
import { budgetEventsQuery, budgetQuery } from "@/lib/client/budgets";
import { formatPercent, formatUsd } from "@/lib/client/format";
import { ENFORCEMENT_LABELS, eventText, PERIOD_LABELS, scopeText, stateText } from "./budget-words";
import { BudgetWindows } from "./budget-windows";
import { SpentBar } from "./spent-bar";

/** One budget beside the list: its window, what happened in it, and the windows before. `id` null keeps it closed. */
export function BudgetSheet({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Sheet open={id !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {id !== null && <OpenBudget id={id} />}
    </Sheet>
  );
}

function OpenBudget({ id }: { id: string }) {
  const budget = useQuery(budgetQuery(id));
  return (
    <SheetContent title={budget.data?.name ?? "Budget"} description={budget.data && scopeText(budget.data)}>
      <QueryView query={budget} label="budget" skeleton={<TableSkeleton rows={6} columns={2} />}>
        {(detail) => (
          <div className="grid gap-6">
            <Facts budget={detail} />
            <Events id={id} />
            {detail.users.length > 0 && (
              <Section title="Users who spent most">
                <BudgetWindows windows={detail.users} limitUsd={detail.limitUsd} first="user" />
              </Section>
            )}
            {detail.history.length > 0 && (
              <Section title="Earlier periods">
                <BudgetWindows windows={detail.history} limitUsd={detail.limitUsd} first="from" />
              </Section>
            )}
          </div>
        )}
      </QueryView>
    </SheetContent>
  );
}

function Facts({ budget }: { budget: BudgetDetail }) {
  const { current, period, enforcement, alertShares, downgradeShare } = budget;
  const { text, tone } = stateText(budget);
  const shares = alertShares.map((share) => formatPercent(share)).join(", ");
  return (
    <div className="grid gap-4">
      <SpentBar budget={budget} />
      <KeyValues
        items={[
          { label: "State", value: <Badge tone={tone}>{text}</Badge> },
          { label: "Period", value: PERIOD_LABELS[period] },
          ...(current
            ? [
                {
                  label: period === "custom" ? "Ends" : "Begins anew",
                  value: <Time at={current.to} mode="absolute" />,
                },
                { label: "At this pace", value: projected(current.projectedUsd) },
                ...(current.unpricedCount > 0
                  ? [{ label: "Price unknown", value: `${current.unpricedCount} calls are not counted` }]
                  : []),
              ]
            : []),
          { label: "At the limit", value: ENFORCEMENT_LABELS[enforcement] },
          ...(enforcement === "downgrade"
            ? [{ label: "Cheaper models", value: `from ${formatPercent(downgradeShare)} of the limit on` }]
            : []),
          { label: "Told at", value: shares === "" ? "the limit" : `${shares} and the limit` },
        ]}
      />
    </div>
  );
}

const projected = (usd: number | null): string =>
  usd === null ? "too early to say" : `${formatUsd(usd)} by the end of the period`;

function Events({ id }: { id: string }) {
  const events = useInfiniteQuery(budgetEventsQuery(id));
  return (
    <Section title="What happened">
      <QueryView
        query={events}
        label="events"
        skeleton={<TableSkeleton rows={3} columns={2} />}
        empty={<p className="text-sm text-muted-foreground">Nothing yet: no threshold was reached.</p>}
      >
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.data);
          return (
            <>
              <ul className="grid gap-2 text-sm">
                {rows.map((event) => (
                  <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
                    <span>{eventText(event)}</span>
                    <span className="text-xs text-muted-foreground">
                      <Time at={event.lastAt} />
                    </span>
                  </li>
                ))}
              </ul>
              {events.hasNextPage && (
                <LoadMore
                  shown={rows.length}
                  hasMore
                  isLoading={events.isFetchingNextPage}
                  onPress={() => void events.fetchNextPage()}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
