"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { PiggyBank, Plus } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Budget } from "@/lib/budgets/schemas";
import { budgetsQuery } from "@/lib/client/budgets";
import { budgetColumns } from "./budget-columns";
import { useBudgetActions } from "./use-budget-actions";

const BudgetDialog = lazyOverlay(
  () => import("./budget-dialog").then((module) => module.BudgetDialog),
  ({ open }) => open,
);
const BudgetSheet = lazyOverlay(
  () => import("./budget-sheet").then((module) => module.BudgetSheet),
  ({ id }) => id !== null,
);

const OTHER_LISTS = ["deleted", "all"] as const;
const OPTIONS = [
  { value: "deleted", label: "Deleted" },
  { value: "all", label: "All, with deleted ones" },
];

/** null = closed; `new` makes one. */
type Edited = Budget | "new" | null;

export function BudgetsView() {
  const canWrite = useMay("write");
  const [status, setStatus] = useQueryState("status", parseAsStringLiteral(OTHER_LISTS));
  const [openId, setOpenId] = useQueryState("budget", parseAsString);
  const [edited, setEdited] = useState<Edited>(null);
  const filters = { status: status ?? ("current" as const) };
  const budgets = useInfiniteQuery({ ...budgetsQuery(filters), placeholderData: keepPreviousData });
  const { remove, restore } = useBudgetActions();
  const create = canWrite && (
    <Button variant="primary" onClick={() => setEdited("new")}>
      <Plus aria-hidden />
      Create budget
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Budgets"
        description="Limits of what may be spent, and what happens when one is reached."
        actions={create}
      />
      <div className="grid gap-4">
        <FilterBar
          activeCount={status === null ? 0 : 1}
          onClear={() => void setStatus(null)}
          actions={<ExportMenu path="/budgets" filters={filters} />}
        >
          <FilterSelect
            label="Budgets"
            allLabel="Budgets in force"
            value={status}
            onChange={(value) => void setStatus(OTHER_LISTS.find((one) => one === value) ?? null)}
            options={OPTIONS}
          />
        </FilterBar>
        <QueryView
          query={budgets}
          label="budgets"
          skeleton={<TableSkeleton rows={4} columns={6} />}
          empty={
            <Card>
              {status === "deleted" ? (
                <EmptyState icon={PiggyBank} title="No budget was deleted">
                  Deleted budgets are listed here and can be restored.
                </EmptyState>
              ) : (
                <EmptyState icon={PiggyBank} title="No budget yet" action={create}>
                  A budget limits what a day, a week or a month may cost, for all calls or for one task, key or user. It
                  tells when the limit comes near, and can refuse calls or send them to cheaper models.
                  {!canWrite && <p className="mt-2">{LOOK_ONLY}</p>}
                </EmptyState>
              )}
            </Card>
          }
        >
          {({ pages }) => (
            <DataTable
              label="Budgets"
              rows={pages.flatMap((page) => page.data)}
              columns={budgetColumns({
                canWrite,
                onEdit: setEdited,
                onDelete: (budget) => void remove(budget),
                onRestore: (budget) => void restore(budget),
              })}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void setOpenId(id)}
              openKey={openId}
              loadMore={{
                hasMore: budgets.hasNextPage,
                isLoading: budgets.isFetchingNextPage,
                onPress: () => void budgets.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </div>
      <BudgetDialog open={edited !== null} budget={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      <BudgetSheet id={openId} onClose={() => void setOpenId(null)} />
    </>
  );
}
