"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { toSearch } from "@/lib/client/api";
import { costsQuery } from "@/lib/client/costs";
import { formatCount, formatUsd, formatUtc } from "@/lib/client/format";
import { TIME_RANGE_PARAM } from "@/lib/client/time-range";
import type { CostReport, CostRow } from "@/lib/executions/schemas";
import { breakdownColumns } from "./breakdown-columns";
import { isCostKnown } from "./cost-per-thousand";
import { CostCards, CostCardsSkeleton } from "./cost-cards";
import { CostChart } from "./cost-chart";
import { COST_DIMENSION_WORDS } from "./cost-dimensions";
import { CostFilters } from "./cost-filters";
import { costFiltersOf, costParsers, isLabel } from "./cost-parameters";

type CostBreakdownViewProps = {
  /** Slugs to filter by. */
  tasks: readonly string[];
  models: readonly string[];
  /** The button for saved views. */
  views: ReactNode;
};

export function CostBreakdownView({ tasks, models, views }: CostBreakdownViewProps) {
  const { range } = useTimeRange();
  const [parameters, setParameters] = useQueryStates(costParsers);
  const { by } = parameters;
  const filters = costFiltersOf(parameters);
  const costs = useQuery({ ...costsQuery(range, by, filters), placeholderData: keepPreviousData });
  const { header, filter } = COST_DIMENSION_WORDS[by];
  const hrefOf = ({ value }: CostRow) =>
    filter === null || value === ""
      ? null
      : `/executions?${toSearch({ ...filters, [filter]: value, [TIME_RANGE_PARAM]: range })}`;

  return (
    <div className="grid grid-cols-1 gap-4">
      <CostFilters
        parameters={parameters}
        setParameters={(change) => void setParameters(change)}
        range={range}
        tasks={tasks}
        models={models}
        views={views}
        tags={tagNames(costs.data)}
      />
      <QueryView
        query={costs}
        label="costs"
        skeleton={
          <div className="grid grid-cols-1 gap-4">
            <CostCardsSkeleton />
            <TableSkeleton rows={6} columns={6} />
          </div>
        }
        isEmpty={({ total }) => total.count === 0}
        empty={
          <EmptyState icon={Coins} title="No call in this time range">
            Every call is counted here with its cost: by the model that answered, the task it served, the user and the
            key that asked, and the tags it was sent with.
          </EmptyState>
        }
      >
        {(report) => (
          <div className="grid grid-cols-1 gap-4">
            <CostCards report={report} range={range} />
            <CostChart parameters={parameters} range={range} />
            {report.rows.length === 0 ? (
              <EmptyState title={`No call named a ${header.toLowerCase()}`}>
                {HINTS[by === "tag" ? "tag" : "other"]}
              </EmptyState>
            ) : (
              <DataTable
                label={`Costs by ${header.toLowerCase()}`}
                rows={report.rows}
                columns={breakdownColumns(by, header, hrefOf)}
                rowKey={({ value }) => value}
              />
            )}
            <Footnotes report={report} />
          </div>
        )}
      </QueryView>
    </div>
  );
}

const HINTS = {
  tag: 'Send `tags` with a request, such as { "team": "growth" }, and its cost is counted under each of them.',
  other: "Take filters away, or choose a longer time range.",
} as const;

function Footnotes({ report: { by, rest, note, from, to } }: { report: CostReport }) {
  const lines = [
    by === "tag" && "A call counts once for each of its tags, so the rows may add up to more than the total.",
    isLabel(by) && `Counted from ${formatUtc(new Date(from))} to ${formatUtc(new Date(to))}.`,
    rest !== null &&
      `${rest.valueCount === null ? "Others" : `${formatCount(rest.valueCount)} more`} together: ${isCostKnown(rest) ? formatUsd(rest.costUsd) : "unknown"} for ${formatCount(rest.count)} calls${rest.unpricedCount > 0 ? `, ${formatCount(rest.unpricedCount)} of them without a price` : ""}.`,
    note,
  ].filter((line) => typeof line === "string");
  if (lines.length === 0) return null;
  return (
    <ul className="grid gap-1 text-xs text-muted-foreground">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Names of the tags that there are, from `name=value`. */
const tagNames = (report: CostReport | undefined): string[] =>
  report?.by === "tag" ? [...new Set(report.rows.map(({ value }) => value.split("=")[0]!))].sort() : [];
