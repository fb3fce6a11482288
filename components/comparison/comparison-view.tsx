"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { CheckList } from "@/components/data/check-list";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { Button, buttonVariants } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { windowOf } from "@/lib/client/executions";
import { comparisonQuery } from "@/lib/client/metrics";
import { EXECUTION_SOURCES } from "@/lib/executions/words";
import { ComparisonTable } from "./comparison-table";
import { comparisonParsers } from "./comparison-parameters";
import { chosenModels, judgeQuality, MAX_COMPARED } from "./prepare-comparison";

type ComparisonViewProps = {
  /** Slugs to choose from. */
  tasks: readonly string[];
  /** The task when none is asked for. */
  busiestTask: string;
  /** The button for saved views. */
  views: ReactNode;
};

export function ComparisonView({ tasks, busiestTask, views }: ComparisonViewProps) {
  const { range, setRange } = useTimeRange();
  const [parameters, setParameters] = useQueryStates(comparisonParsers);
  const task = parameters.task ?? busiestTask;
  const source = parameters.source ?? undefined;
  const comparison = useQuery({ ...comparisonQuery(range, task, source), placeholderData: keepPreviousData });
  const options = tasks.includes(task) ? tasks : [task, ...tasks];

  return (
    <div className="grid grid-cols-1 gap-4">
      <FilterBar
        activeCount={source ? 1 : 0}
        onClear={() => void setParameters({ source: null })}
        actions={
          <>
            {views}
            <ExportMenu path="/metrics/comparison" filters={{ ...windowOf(range), task, source }} />
          </>
        }
      >
        <Select
          aria-label="Task"
          isQuiet
          frameClassName="w-auto max-w-64 max-sm:flex-1"
          options={options.map((slug) => ({ value: slug, label: slug }))}
          value={task}
          onChange={(event) => void setParameters({ task: event.target.value, model: null })}
        />
        <FilterSelect
          label="Source"
          value={parameters.source}
          onChange={(next) => void setParameters({ source: EXECUTION_SOURCES.find((one) => one === next) ?? null })}
          options={EXECUTION_SOURCES.map((value) => ({ value, label: value }))}
        />
      </FilterBar>
      <QueryView
        query={comparison}
        label="comparison"
        skeleton={<TableSkeleton rows={9} columns={4} />}
        isEmpty={({ models }) => models.length === 0}
        empty={
          <EmptyState
            icon={Scale}
            title={`No model served ${task} in this time range`}
            action={
              range === "all" ? (
                <Link href="/playground" className={buttonVariants({ variant: "primary" })}>
                  Send a request
                </Link>
              ) : (
                <Button onClick={() => setRange("all")}>Show all time</Button>
              )
            }
          >
            As soon as two models have answered requests of a task, they stand here side by side.
          </EmptyState>
        }
      >
        {({ models }) => {
          const chosen = chosenModels(models, parameters.model);
          return (
            <div className="grid grid-cols-1 gap-4">
              {models.length > 2 && (
                <details open={models.length > chosen.length}>
                  <summary className="cursor-pointer text-sm text-muted-foreground">
                    {chosen.length} of {models.length} models
                  </summary>
                  <CheckList
                    label="Models to compare"
                    className="mt-2 max-w-2xl"
                    items={models.map(({ model, count }) => ({ value: model, hint: `${count} requests` }))}
                    chosen={chosen.map(({ model }) => model)}
                    onChange={(next) => void setParameters({ model: next })}
                    max={MAX_COMPARED}
                  />
                </details>
              )}
              <p role="status" className="text-sm">
                {judgeQuality(chosen)}
              </p>
              <ComparisonTable models={chosen} />
            </div>
          );
        }}
      </QueryView>
    </div>
  );
}
