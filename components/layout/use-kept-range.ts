"use client";

import { useSearchParams } from "next/navigation";
import { DEFAULT_TIME_RANGE, parseTimeRange, TIME_RANGE_PARAM } from "@/lib/client/time-range";

/** Returns a function that adds the chosen time range to a page's address, so that it stays between pages. */
export function useKeptRange(): (href: string) => string {
  const range = parseTimeRange(useSearchParams().get(TIME_RANGE_PARAM));
  return (href) => (range === DEFAULT_TIME_RANGE ? href : `${href}?${TIME_RANGE_PARAM}=${encodeURIComponent(range)}`);
}
