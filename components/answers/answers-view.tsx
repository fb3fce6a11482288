"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { useTimeRange } from "@/components/layout/use-time-range";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { answersQuery } from "@/lib/client/answers";
import { windowOf } from "@/lib/client/executions";
import type { AnswerMetrics } from "@/lib/feedback/schemas";
import { AnswerCards } from "./answer-cards";
import { AnswerCharts } from "./answer-charts";
import { CLASSIFICATION_COLUMNS, SUGGESTION_COLUMNS } from "./answer-columns";
import { AnswerSpreads } from "./answer-spreads";
import { RecommendationsCard } from "./recommendations-card";

const PARAMETERS = { task: parseAsString, model: parseAsString };

const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

type AnswersViewProps = { tasks: readonly string[]; models: readonly string[] };

export function AnswersView({ tasks, models }: AnswersViewProps) {
  const { range } = useTimeRange();
  const [filters, setFilters] = useQueryStates(PARAMETERS);
  const answers = useQuery({ ...answersQuery(range, filters), placeholderData: keepPreviousData });
  const activeCount = Object.values(filters).filter((value) => value !== null).length;
  return (
    <div className="grid grid-cols-1 gap-6">
      <FilterBar
        activeCount={activeCount}
        onClear={() => void setFilters(null)}
        actions={<ExportMenu path="/metrics/answers" filters={{ ...filters, ...windowOf(range) }} />}
      >
        <FilterSelect
          label="Task"
          value={filters.task}
          onChange={(task) => void setFilters({ task })}
          options={options(tasks)}
        />
        <FilterSelect
          label="Model"
          value={filters.model}
          onChange={(model) => void setFilters({ model })}
          options={options(models)}
        />
      </FilterBar>
      <QueryView
        query={answers}
        label="metrics"
        skeleton={<CardSkeleton lines={8} />}
        isEmpty={({ total }) => total.count === 0}
        empty={<Card>{activeCount === 0 ? <NoAnswers /> : <NoneMatches />}</Card>}
      >
        {(metrics) => (
          <>
            <AnswerCards metrics={metrics} />
            <RecommendationsCard recommendations={metrics.recommendations} />
            <AnswerCharts range={range} filters={filters} />
            <AnswerTables metrics={metrics} />
            <AnswerSpreads metrics={metrics} />
          </>
        )}
      </QueryView>
    </div>
  );
}

function AnswerTables({ metrics: { classification, suggestions } }: { metrics: AnswerMetrics }) {
  return (
    <>
      {classification.length > 0 && (
        <section className="grid grid-cols-1 gap-2" aria-labelledby="answers-classification">
          <h2 id="answers-classification" className="text-sm font-semibold">
            Classifications
          </h2>
          <DataTable
            label="Classifications"
            rows={classification}
            columns={CLASSIFICATION_COLUMNS}
            rowKey={({ task }) => task}
          />
        </section>
      )}
      {suggestions.length > 0 && (
        <section className="grid grid-cols-1 gap-2" aria-labelledby="answers-suggestions">
          <h2 id="answers-suggestions" className="text-sm font-semibold">
            Suggestions
          </h2>
          <DataTable label="Suggestions" rows={suggestions} columns={SUGGESTION_COLUMNS} rowKey={({ task }) => task} />
        </section>
      )}
    </>
  );
}

const NoAnswers = () => (
  <EmptyState
    icon={Gauge}
    title="No answer in this time"
    action={
      <Link href="/playground" className={buttonVariants({ variant: "primary" })}>
        Ask something
      </Link>
    }
  >
    Here stands how good answers are once requests are served and people judge them. Choose a longer time, or send a
    first request.
  </EmptyState>
);

const NoneMatches = () => (
  <EmptyState icon={Gauge} title="No answer matches">
    Take a filter away, or choose a longer time.
  </EmptyState>
);
