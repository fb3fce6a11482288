import { formatQuality } from "@/lib/client/format";

type IntervalBarProps = {
  /** Scale 0–100; null when unknown. */
  mean: number | null;
  low: number | null;
  high: number | null;
  colour: string;
  count: number;
};

/** A mean on a scale of 0 to 100 with its interval, and both in words. */
export function IntervalBar({ mean, low, high, colour, count }: IntervalBarProps) {
  if (mean === null) return <span className="text-muted-foreground">not measured</span>;
  return (
    <span className="grid min-w-28 gap-1.5">
      <span>
        <span className="font-medium">{formatQuality(mean)}</span>{" "}
        <span className="text-xs text-muted-foreground">
          {low === null || high === null
            ? "one scored"
            : `${formatQuality(low)}–${formatQuality(high)}, ${count} scored`}
        </span>
      </span>
      <span aria-hidden className="relative h-2 rounded-full bg-surface-muted">
        {low !== null && high !== null && (
          <span
            className="absolute inset-y-0 min-w-0.5 rounded-full opacity-40"
            style={{ left: `${low}%`, width: `${high - low}%`, background: colour }}
          />
        )}
        <span
          className="absolute -inset-y-0.5 w-0.5"
          style={{ left: `${Math.min(mean, 99.5)}%`, background: colour }}
        />
      </span>
    </span>
  );
}
