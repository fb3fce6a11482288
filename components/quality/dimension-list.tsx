import { formatPercent, formatQuality } from "@/lib/client/format";
import type { Dimension } from "@/lib/quality/schemas";

/** Each aspect as a bar with its reason. A full bar is 100, so that a weak answer looks weak. */
export function DimensionList({ dimensions }: { dimensions: readonly Dimension[] }) {
  return (
    <ul aria-label="Dimensions" className="grid grid-cols-1 gap-3">
      {dimensions.map(({ name, score, weight, reason }) => (
        <li key={name} className="grid grid-cols-1 gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 font-medium break-words first-letter:uppercase">{name.replaceAll("_", " ")}</span>
            <span className="shrink-0 tabular-nums">
              {formatQuality(score)}
              <span className="text-muted-foreground"> · weight {formatPercent(weight)}</span>
            </span>
          </span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-muted">
            <span className="block h-full rounded-full bg-accent" style={{ width: `${score}%` }} />
          </span>
          <span className="text-xs break-words text-muted-foreground">{reason}</span>
        </li>
      ))}
    </ul>
  );
}
