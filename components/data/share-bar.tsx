import { formatPercent } from "@/lib/client/format";

/** A share of 0–1 as a bar with its number beside it; null when there is no whole. */
export function ShareBar({ share }: { share: number | null }) {
  return (
    <span className="inline-flex items-center gap-2">
      {share !== null && (
        <span aria-hidden className="hidden h-1.5 w-16 overflow-hidden rounded-full bg-surface-muted lg:block">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.min(1, share) * 100}%` }} />
        </span>
      )}
      <span className="min-w-12">{formatPercent(share)}</span>
    </span>
  );
}
