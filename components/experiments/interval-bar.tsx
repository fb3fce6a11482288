import { cn } from "@/components/ui/cn";

export type IntervalBarProps = {
  effect: number;
  low: number;
  high: number;
  /** Largest distance from 0 that is drawn, so that the bars of a table compare. */
  reach: number;
  tone: "good" | "bad" | "open";
};

const TONES = { good: "bg-success", bad: "bg-danger", open: "bg-muted-foreground" } as const;

/** An effect with its interval around 0. The numbers stand beside it. */
export function IntervalBar({ effect, low, high, reach, tone }: IntervalBarProps) {
  const place = (value: number) => `${50 + 50 * Math.max(-1, Math.min(1, reach > 0 ? value / reach : 0))}%`;
  const [left, right] = [place(low), place(high)];
  return (
    <span aria-hidden className="relative block h-4 w-36 overflow-hidden rounded-sm bg-surface-muted">
      <span
        className={cn("absolute top-1.5 h-1 rounded-full opacity-60", TONES[tone])}
        style={{ left, width: `calc(${right} - ${left})` }}
      />
      <span className="absolute inset-y-0 left-1/2 w-px bg-border" />
      <span
        className={cn("absolute top-0.5 h-3 w-1 -translate-x-1/2 rounded-full", TONES[tone])}
        style={{ left: place(effect) }}
      />
    </span>
  );
}
