"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { boundsOfTimeRange, TIME_RANGE_KEYS, TIME_RANGES, type TimeRange } from "@/lib/client/time-range";
import { localTimeText } from "./local-time-text";
import { readCustomRange, type CustomRangeProblem } from "./read-custom-range";

type TimeRangePanelProps = { range: TimeRange; timeZone: string; onChoose: (range: TimeRange) => void };

/** Fields for all time begin with a month: nobody wants the year 1970. */
const startOf = (range: TimeRange) => boundsOfTimeRange(range === "all" ? "30d" : range, new Date());

/** Ready-made ranges, and one of one's own between two moments of the reader's time zone. */
export function TimeRangePanel({ range, timeZone, onChoose }: TimeRangePanelProps) {
  const [{ from = "", to }] = useState(() => startOf(range));
  const [problem, setProblem] = useState<CustomRangeProblem | null>(null);
  const problemOf = (field: "from" | "to") => (problem?.field === field ? problem.message : null);

  function apply(form: FormData) {
    const read = readCustomRange(String(form.get("from")), String(form.get("to")));
    if (typeof read === "string") onChoose(read);
    else setProblem(read);
  }

  return (
    <div className="grid gap-3">
      <ul className="grid grid-cols-2 gap-1">
        {TIME_RANGE_KEYS.map((key) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={key === range}
              onClick={() => onChoose(key)}
              className={cn(
                "h-8 w-full rounded-md px-2 text-left text-sm hover:bg-surface-muted pointer-coarse:h-11",
                key === range && "bg-accent-subtle font-medium text-accent-text hover:bg-accent-subtle",
              )}
            >
              {TIME_RANGES[key].label}
            </button>
          </li>
        ))}
      </ul>
      <form
        noValidate
        className="grid gap-3 border-t pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          apply(new FormData(event.currentTarget));
        }}
      >
        <Field label="From" error={problemOf("from")}>
          {(control) => (
            <Input {...control} name="from" type="datetime-local" defaultValue={localTimeText(new Date(from))} />
          )}
        </Field>
        <Field label="To" error={problemOf("to")}>
          {(control) => (
            <Input {...control} name="to" type="datetime-local" defaultValue={localTimeText(new Date(to))} />
          )}
        </Field>
        <div className="flex items-center justify-between gap-3">
          <p className="text-xs text-muted-foreground">Times of {timeZone}. Days of charts are days of UTC.</p>
          <Button type="submit" variant="primary" className="shrink-0">
            Apply
          </Button>
        </div>
      </form>
    </div>
  );
}
