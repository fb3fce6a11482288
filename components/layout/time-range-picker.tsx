"use client";

import { CalendarClock, ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { nameOfTimeRange, type TimeRange } from "@/lib/client/time-range";
import { hasTimeRange } from "./navigation";
import { useTimeRange } from "./use-time-range";
import { useTimeZone } from "./use-time-zone";

const loadPanel = () => import("./time-range-panel").then((module) => module.TimeRangePanel);
const TimeRangePanel = dynamic(loadPanel, { ssr: false, loading: () => <Skeleton className="h-72 w-full" /> });

const PANEL_ID = "time-range-panel";

/** Shown on the pages whose numbers depend on it. The browser's own popover: Escape and a press outside close it. */
export function TimeRangePicker() {
  const { range, setRange } = useTimeRange();
  const timeZone = useTimeZone();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  if (!hasTimeRange(usePathname())) return null;
  const name = nameOfTimeRange(range, timeZone);

  function choose(next: TimeRange) {
    setRange(next);
    panel.current?.hidePopover();
  }

  return (
    <>
      <Button
        popoverTarget={PANEL_ID}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`Time range: ${name}`}
        title={name}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        className="max-w-48 min-w-36 justify-between font-normal sm:max-w-none"
      >
        <CalendarClock aria-hidden className="size-3.5 max-sm:hidden" />
        <span className="min-w-0 truncate">{name}</span>
        <ChevronDown aria-hidden className="size-3.5 text-muted-foreground" />
      </Button>
      <div
        ref={panel}
        id={PANEL_ID}
        popover="auto"
        role="dialog"
        aria-label="Time range"
        onToggle={(event) => setIsOpen(event.newState === "open")}
        className="fixed inset-auto top-13 right-3 m-0 max-h-[calc(100dvh-4rem)] w-[min(20rem,calc(100vw-1.5rem))] overflow-y-auto rounded-lg border bg-surface p-3 text-foreground shadow-raised sm:right-4 pointer-coarse:top-15"
      >
        {isOpen && <TimeRangePanel range={range} timeZone={timeZone} onChoose={choose} />}
      </div>
    </>
  );
}
