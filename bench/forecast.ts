import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { forecastDaily, type DailyValue } from "@/lib/platform/stats";
import { printTable, quantile } from "./support/print-table";

/**
 * Forecasts cost histories whose future is known, beside simple methods on the same series:
 * `[--vectors ../shared/data/stats-vectors]`. Prints a table and one JSON line; errors are of the total, in per cent.
 */
const { values } = parseArgs({
  options: { vectors: { type: "string", default: "../shared/data/stats-vectors" } },
});

type Case = {
  id: string;
  input: { history: number[]; horizon: number; period: number };
  expected: { actual_future: number[]; reference_total_error?: Record<string, number> };
};
const file = JSON.parse(readFileSync(path.join(values.vectors, "forecast.json"), "utf8")) as {
  sets: { kind: string; cases: Case[] }[];
};
const cases = file.sets.filter(({ kind }) => kind === "budget_backtest").flatMap((set) => set.cases);

const rows = cases.map(({ id, input: { history, horizon, period }, expected }) => {
  const startedMs = performance.now();
  const forecast = forecastDaily(dated(history), { horizonDays: horizon, period });
  const tookMs = performance.now() - startedMs;
  const actual = expected.actual_future;
  const points = forecast.points.map((point) => point.expected);
  const inside = forecast.points.filter(({ low95, high95 }, day) => isWithin(actual[day]!, low95, high95)).length;
  const lastWeek = history.slice(-period);
  return {
    id,
    method: forecast.method,
    days: `${history.length}+${horizon}`,
    totalError: totalError(points, actual),
    dailyError: (100 * sum(points.map((value, day) => Math.abs(value - actual[day]!)))) / sum(actual),
    inside95: (100 * inside) / horizon,
    mean: totalError(repeat([sum(history) / history.length], horizon), actual),
    lastWeekAgain: totalError(repeat(lastWeek, horizon), actual),
    bestReference: 100 * Math.min(...Object.values(expected.reference_total_error ?? {})),
    tookMs,
  };
});
printTable("Error of the total, per cent", rows);
const medianOf = (field: "totalError" | "dailyError" | "mean" | "lastWeekAgain") =>
  median(rows.map((row) => row[field]));
console.log(
  JSON.stringify({
    bench: "forecast",
    cases: rows.length,
    medianTotalErrorPercent: medianOf("totalError"),
    medianDailyErrorPercent: medianOf("dailyError"),
    meanMedianTotalErrorPercent: medianOf("mean"),
    lastWeekMedianTotalErrorPercent: medianOf("lastWeekAgain"),
    slowestMs: quantile(
      rows.map(({ tookMs }) => tookMs),
      1,
    ),
  }),
);

function dated(history: readonly number[]): DailyValue[] {
  const start = Date.UTC(2026, 0, 5);
  return history.map((value, index) => ({
    day: new Date(start + index * 86_400_000).toISOString().slice(0, 10),
    value,
  }));
}

function totalError(expected: readonly number[], actual: readonly number[]): number {
  return 100 * Math.abs(sum(expected) / sum(actual) - 1);
}

function repeat(pattern: readonly number[], horizon: number): number[] {
  return Array.from({ length: horizon }, (_, day) => pattern[day % pattern.length]!);
}

function isWithin(value: number, low: number | null, high: number | null): boolean {
  return low !== null && high !== null && value >= low && value <= high;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
