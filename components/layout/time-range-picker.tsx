"use client";

import { usePathname } from "next/navigation";
import { Select } from "@/components/ui/select";
import { parseTimeRange, TIME_RANGE_KEYS, TIME_RANGES } from "@/lib/client/time-range";
import { hasTimeRange } from "./navigation";
import { useTimeRange } from "./use-time-range";

const OPTIONS = TIME_RANGE_KEYS.map((value) => ({ value, label: TIME_RANGES[value].label }));

/** Shown on the pages whose numbers depend on it. */
export function TimeRangePicker() {
  const { range, setRange } = useTimeRange();
  if (!hasTimeRange(usePathname())) return null;
  return (
    <Select
      aria-label="Time range"
      isQuiet
      frameClassName="w-36 pointer-coarse:w-42"
      options={OPTIONS}
      value={range}
      onChange={(event) => setRange(parseTimeRange(event.target.value))}
    />
  );
}
