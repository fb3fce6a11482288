"use client";

import { createParser, useQueryState } from "nuqs";
import { DEFAULT_TIME_RANGE, parseTimeRange, TIME_RANGE_PARAM, type TimeRange } from "@/lib/client/time-range";

const parser = createParser<TimeRange>({ parse: parseTimeRange, serialize: (range) => range }).withDefault(
  DEFAULT_TIME_RANGE,
);

/** The one time range of the page, held in the address. */
export function useTimeRange(): { range: TimeRange; setRange: (range: TimeRange) => void } {
  const [range, setRange] = useQueryState(TIME_RANGE_PARAM, parser);
  return { range, setRange: (next) => void setRange(next) };
}
