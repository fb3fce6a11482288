"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { DEFAULT_TIME_RANGE, TIME_RANGE_KEYS, TIME_RANGE_PARAM, type TimeRange } from "@/lib/client/time-range";

const parser = parseAsStringLiteral(TIME_RANGE_KEYS).withDefault(DEFAULT_TIME_RANGE);

/** The one time range of the page, held in the address. */
export function useTimeRange(): { range: TimeRange; setRange: (range: TimeRange) => void } {
  const [range, setRange] = useQueryState(TIME_RANGE_PARAM, parser);
  return { range, setRange: (next) => void setRange(next) };
}
