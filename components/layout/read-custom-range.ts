import { customTimeRange, type TimeRange } from "@/lib/client/time-range";

export type CustomRangeProblem = { field: "from" | "to"; message: string };

/** The range between two `datetime-local` fields of the browser's zone, or what is wrong with one of them. */
export function readCustomRange(from: string, to: string): TimeRange | CustomRangeProblem {
  const [start, end] = [new Date(from), new Date(to)];
  if (Number.isNaN(start.getTime())) return { field: "from", message: "Give a date and a time" };
  if (Number.isNaN(end.getTime())) return { field: "to", message: "Give a date and a time" };
  if (start >= end) return { field: "to", message: "The end is after the beginning" };
  return customTimeRange(start, end);
}
