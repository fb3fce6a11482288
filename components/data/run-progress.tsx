"use client";

import { CircleCheck, CircleDashed, CircleSlash, CircleX } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import { Spinner } from "@/components/ui/spinner";
import { formatCount, formatDuration, formatPercent } from "@/lib/client/format";
import { useNow } from "./use-now";

export type RunState = "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled";

export type RunProgressProps = {
  title: string;
  state: RunState;
  /** Items done; null before the first report. */
  done: number | null;
  /** null while unknown. */
  total: number | null;
  /** What it is doing now. */
  step?: string | null;
  /** ISO 8601; null while queued. */
  startedAt: string | null;
  finishedAt?: string | null;
  /** Why it failed, or what became of the partial results. */
  message?: string | null;
  onCancel?: () => void;
  /** Shows the percentage in the tab's title; for the one run that a page is about. */
  isMain?: boolean;
  className?: string;
};

const STATES = {
  queued: { word: "Waiting to start", icon: CircleDashed, tone: "accent", iconClasses: "text-muted-foreground" },
  running: { word: "Running", icon: Spinner, tone: "accent", iconClasses: "text-accent-text" },
  cancelling: { word: "Cancelling…", icon: Spinner, tone: "warning", iconClasses: "text-warning" },
  succeeded: { word: "Finished", icon: CircleCheck, tone: "success", iconClasses: "text-success" },
  failed: { word: "Failed", icon: CircleX, tone: "danger", iconClasses: "text-danger" },
  cancelled: { word: "Cancelled", icon: CircleSlash, tone: "warning", iconClasses: "text-muted-foreground" },
} as const;

export function RunProgress(props: RunProgressProps) {
  const { title, state, done, total, step, startedAt, finishedAt, message, onCancel, isMain, className } = props;
  const { word, icon: Icon, tone, iconClasses } = STATES[state];
  const isActive = state === "running" || state === "cancelling";
  const share = state === "succeeded" ? 1 : shareOf(done, total);
  useTitlePercent(isMain && isActive ? share : null);

  return (
    <div className={cn("grid min-w-0 grid-cols-1 gap-2", className)}>
      <div className="flex items-center gap-2">
        <Icon aria-hidden className={cn("size-4 shrink-0", iconClasses)} />
        <p className="min-w-0 flex-1 truncate text-sm font-medium">{title}</p>
        <span role="status" className="text-xs text-muted-foreground">
          {word}
        </span>
        {onCancel && (state === "running" || state === "queued") && (
          <Button size="sm" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <Progress value={state === "queued" ? 0 : share} label={title} tone={tone} />
      <p className="flex flex-wrap justify-between gap-x-4 text-xs text-muted-foreground">
        <span>{[countText(done, total), isActive ? step : null].filter(Boolean).join(" · ")}</span>
        {startedAt && <Elapsed startedAt={startedAt} finishedAt={finishedAt ?? null} />}
      </p>
      {message && (
        <p className={cn("text-sm break-words", state === "failed" ? "text-danger" : "text-muted-foreground")}>
          {message}
        </p>
      )}
    </div>
  );
}

function Elapsed({ startedAt, finishedAt }: { startedAt: string; finishedAt: string | null }) {
  const nowMs = useNow("second");
  const endMs = finishedAt ? Date.parse(finishedAt) : nowMs;
  if (endMs === null) return null;
  return <span>{formatDuration(endMs - Date.parse(startedAt))}</span>;
}

const shareOf = (done: number | null, total: number | null) =>
  done === null || total === null || total <= 0 ? null : Math.min(1, done / total);

function countText(done: number | null, total: number | null): string | null {
  if (done === null) return null;
  return total === null ? `${formatCount(done)} done` : `${formatCount(done)} of ${formatCount(total)}`;
}

/** The tab's title is outside React; puts "(42%) " in front of it and takes it away again. */
function useTitlePercent(share: number | null): void {
  const prefix = share === null ? null : `(${formatPercent(Math.floor(share * 100) / 100)}) `;
  useEffect(() => {
    if (prefix === null) return;
    const plain = document.title.replace(/^\(\d+%\) /, "");
    document.title = prefix + plain;
    return () => {
      document.title = document.title.replace(/^\(\d+%\) /, "");
    };
  }, [prefix]);
}
