"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CostForecast, ForecastBacktest, ForecastMethodName } from "@/lib/budgets/schemas";
import { choicesQuery } from "@/lib/client/choices";
import { costForecastQuery } from "@/lib/client/cost-forecast";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import { ForecastBudgets } from "./forecast-budgets";
import { prepareForecast } from "./prepare-forecast";

const HEIGHT_PX = 260;

/** The chart library is 110 kB: fetched after the first paint, never on the server. */
const ForecastChart = dynamic(() => import("./forecast-chart").then((module) => module.ForecastChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

const METHODS = {
  weekday_line: "a line with weekdays",
  holt_winters: "Holt-Winters (level, trend and weekdays that change)",
  mean: "the mean of the days so far",
  none: "nothing yet",
} as const satisfies Record<ForecastMethodName, string>;

export function ForecastView() {
  const [task, setTask] = useQueryState("task", parseAsString);
  const forecast = useQuery(costForecastQuery(task));
  const tasks = useQuery(choicesQuery("task"));
  return (
    <div className="grid gap-4">
      <FilterBar activeCount={task === null ? 0 : 1} onClear={() => void setTask(null)}>
        <FilterSelect label="Task" value={task} onChange={(value) => void setTask(value)} options={tasks.data ?? []} />
      </FilterBar>
      <QueryView
        query={forecast}
        label="the forecast"
        skeleton={<Skeleton className="h-96 w-full" />}
        isEmpty={({ points }) => points.length === 0}
        empty={
          <Card>
            <EmptyState icon={ChartLine} title="No forecast yet">
              It needs one whole day (UTC) with a call. From two weeks on it knows weekdays and a trend, from three
              weeks on it says how well it would have done on the past.
            </EmptyState>
          </Card>
        }
      >
        {(data) => <ForecastDetails forecast={data} />}
      </QueryView>
    </div>
  );
}

function ForecastDetails({ forecast }: { forecast: CostForecast }) {
  const { month, method, note, budgets, backtest, unpricedCount, today } = forecast;
  const description = month
    ? `${formatUsd(month.spentUsd)} spent this month, ${formatUsd(month.expectedUsd)} expected by ${month.lastDay}.`
    : "";
  return (
    <>
      {note && <Alert title={note} />}
      {unpricedCount > 0 && <Alert tone="warning" title={unpricedText(unpricedCount)} />}
      <div className="grid gap-3 sm:grid-cols-3">
        {month && (
          <MetricCard
            label={`Expected by ${month.lastDay}`}
            value={formatUsd(month.expectedUsd)}
            hint={rangeText(month.low80Usd, month.high80Usd)}
          />
        )}
        {month && <MetricCard label="Spent this month" value={formatUsd(month.spentUsd)} hint="today included" />}
        <MetricCard label="Spent today" value={formatUsd(today.costUsd)} hint={`${today.day}, UTC, so far`} />
      </div>
      <Card>
        <CardHeader>
          <CardTitle>Spending per day</CardTitle>
          <CardDescription>
            Solid: what was spent. Dashed: {METHODS[method]}, carried on. Dark and light band: what 80% and 95% of
            outcomes keep.
          </CardDescription>
        </CardHeader>
        <CardContent>
          <div style={{ height: HEIGHT_PX }}>
            <ForecastChart rows={prepareForecast(forecast)} height={HEIGHT_PX} description={description} />
          </div>
          <p className="sr-only">{description}</p>
        </CardContent>
      </Card>
      {budgets.length > 0 && (
        <section className="grid gap-2" aria-labelledby="forecast-budgets">
          <h2 id="forecast-budgets" className="text-sm font-semibold">
            When budgets are used up
          </h2>
          <ForecastBudgets budgets={budgets} />
        </section>
      )}
      <BacktestCard backtest={backtest} />
    </>
  );
}

const unpricedText = (count: number) =>
  count === 1 ? "1 call of unknown price is not in it" : `${formatCount(count)} calls of unknown price are not in it`;

const rangeText = (low: number | null, high: number | null) =>
  low === null || high === null ? "too few days for a range" : `80%: ${formatUsd(low)} to ${formatUsd(high)}`;

function BacktestCard({ backtest }: { backtest: ForecastBacktest | null }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>How it would have done on the past</CardTitle>
        <CardDescription>
          {backtest
            ? `Each stretch was forecast from the days before it alone. Median error of a stretch's total: ${formatPercent(backtest.medianTotalError)}; always expecting the mean so far: ${formatPercent(backtest.baselineMedianTotalError)}.`
            : "The history is too short to try it: three weeks are needed."}
        </CardDescription>
      </CardHeader>
      {backtest && (
        <CardContent>
          <Table label="Back-test">
            <TableHeader>
              <TableRow>
                <TableHead>Stretch</TableHead>
                <TableHead className="text-right">Expected</TableHead>
                <TableHead className="text-right">Spent</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {backtest.folds.map(({ fromDay, toDay, expectedUsd, actualUsd }) => (
                <TableRow key={fromDay}>
                  <TableCell>
                    {fromDay} to {toDay}
                  </TableCell>
                  <TableCell className="text-right">{formatUsd(expectedUsd)}</TableCell>
                  <TableCell className="text-right">{formatUsd(actualUsd)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </CardContent>
      )}
    </Card>
  );
}
