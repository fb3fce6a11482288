"use client";

import { chartColour } from "@/components/charts/chart-colour";
import { useKnownColours } from "@/components/charts/known-colours";
import { Badge } from "@/components/ui/badge";

/** A model with its colour, and a badge when what it says is not a real provider's. */
export function ModelName({ slug }: { slug: string | null }) {
  const known = useKnownColours();
  if (!slug) return <span className="text-muted-foreground">none</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: chartColour(slug, known) }} />
      <span className="break-all">{slug}</span>
      {slug.startsWith("simulator/") && <Badge tone="warning">simulated</Badge>}
      {/^replay(-[^/]*)?\//.test(slug) && <Badge tone="neutral">replayed</Badge>}
    </span>
  );
}
