import type { Estimate } from "@/lib/benchmarks/schemas";
import { formatQuality } from "@/lib/client/format";

/** A value of 0–100 with its 95 % interval, as numbers and as a bar. */
export function EstimateCell({ estimate }: { estimate: Estimate | null }) {
  if (!estimate) return <span className="text-muted-foreground">not measured</span>;
  const { value, low, high } = estimate;
  return (
    <span className="grid min-w-28 gap-1.5">
      <span className="whitespace-nowrap">
        <span className="font-medium">{formatQuality(value)}</span>{" "}
        <span className="text-xs text-muted-foreground">
          {formatQuality(low)}–{formatQuality(high)}
        </span>
      </span>
      <span aria-hidden className="relative h-2 rounded-full bg-surface-muted">
        <span
          className="absolute inset-y-0 min-w-0.5 rounded-full bg-accent opacity-40"
          style={{ left: `${low}%`, width: `${high - low}%` }}
        />
        <span className="absolute -inset-y-0.5 w-0.5 bg-accent" style={{ left: `${Math.min(value, 99.5)}%` }} />
      </span>
    </span>
  );
}
