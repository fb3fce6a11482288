"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Coins } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { Select } from "@/components/ui/select";
import { toSearch } from "@/lib/client/api";
import { metricsQuery } from "@/lib/client/metrics";
import { formatCount, formatUsd } from "@/lib/client/format";
import { TIME_RANGE_PARAM } from "@/lib/client/time-range";
import type { MetricsReport } from "@/lib/executions/schemas";
import { breakdownColumns } from "./breakdown-columns";
import { prepareBreakdown, type CostGroup } from "./prepare-breakdown";

const DIMENSIONS = ["model", "task"] as const;
type Dimension = (typeof DIMENSIONS)[number];

const LABELS = { model: "Model", task: "Task" } as const satisfies Record<Dimension, string>;
const OPTIONS = DIMENSIONS.map((value) => ({ value, label: `By ${value}` }));

export function CostBreakdownView() {
  const { range } = useTimeRange();
  const [by, setBy] = useQueryState("by", parseAsStringLiteral(DIMENSIONS).withDefault("model"));
  const metrics = useQuery({ ...metricsQuery(range), placeholderData: keepPreviousData });
  const columns = breakdownColumns({
    header: LABELS[by],
    cell: ({ name }) =>
      name === "" ? (
        "no model"
      ) : (
        <Link
          className="break-all hover:underline"
          href={`/executions?${toSearch({ [by]: name, [TIME_RANGE_PARAM]: range })}`}
        >
          {name}
        </Link>
      ),
  });
  return (
    <div className="grid gap-4">
      <Select
        aria-label="Break down by"
        isQuiet
        frameClassName="w-36"
        options={OPTIONS}
        value={by}
        onChange={(event) => void setBy(DIMENSIONS.find((one) => one === event.target.value) ?? null)}
      />
      <QueryView
        query={metrics}
        label="costs"
        skeleton={<TableSkeleton rows={6} columns={6} />}
        isEmpty={({ current }) => current.count === 0}
        empty={
          <EmptyState icon={Coins} title="No call in this time range">
            Every call is counted here with its cost, by the model that answered and by the task it served.
          </EmptyState>
        }
      >
        {(report) => (
          <>
            <p className="text-sm">
              <span className="font-semibold">{formatUsd(report.current.costUsd)}</span> for{" "}
              {formatCount(report.current.count)} calls{unpricedText(report.current.unpricedCount)}.
            </p>
            <DataTable
              label={`Costs by ${by}`}
              rows={prepareBreakdown(groupsOf(report, by))}
              columns={columns}
              rowKey={({ name }) => name}
            />
          </>
        )}
      </QueryView>
    </div>
  );
}

const groupsOf = ({ byModel, byTask }: MetricsReport, by: Dimension): CostGroup[] =>
  by === "model"
    ? byModel.map((row) => ({ ...row, name: row.model }))
    : byTask.map((row) => ({ ...row, name: row.task }));

const unpricedText = (count: number) =>
  count === 0 ? "" : `, without ${formatCount(count)} ${count === 1 ? "call" : "calls"} of unknown price`;
