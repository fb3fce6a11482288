import { assignLooks, NO_KNOWN_COLOURS } from "@/components/charts/chart-colour";
import { formatPercent } from "@/lib/client/format";

/** How sure a classifier is of each label. A full bar is certainty, so that an unsure answer looks unsure. */
export function ConfidenceBars({ items }: { items: readonly { label: string; confidence: number }[] }) {
  const looks = assignLooks(
    items.map(({ label }) => label),
    NO_KNOWN_COLOURS,
  );
  return (
    <ul aria-label="Confidence in each label" className="grid gap-2.5">
      {items.map(({ label, confidence }) => (
        <li key={label} className="grid gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 break-words">{label}</span>
            <span className="text-muted-foreground">{formatPercent(confidence)}</span>
          </span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-muted">
            <span
              className="block h-full min-w-0.5 rounded-full"
              style={{ width: `${confidence * 100}%`, background: looks.get(label)?.colour }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
