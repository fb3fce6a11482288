"use client";

import { useQuery } from "@tanstack/react-query";
import { formatUsd } from "@/lib/client/format";
import { recommendationTrackQuery } from "@/lib/client/optimization";
import type { RecommendationTrack } from "@/lib/optimization/schemas";

const KIND_NAMES = {
  switch_model: "Another model",
  better_model: "A better model",
  add_cascade: "A cascade",
  enable_cache: "A cache",
  remove_model: "A model less",
  shorten_prompt: "A shorter prompt",
  retrain: "Training again",
} as const satisfies Record<RecommendationTrack["kinds"][number]["kind"], string>;

/** How past proposals did, so that one knows what to think of those of today; nothing before any was verified. */
export function TrackNote() {
  const { data } = useQuery(recommendationTrackQuery());
  if (!data || data.kinds.length === 0) return null;
  return (
    <section aria-label="Past proposals" className="text-sm text-muted-foreground">
      <h2 className="font-semibold text-foreground">How past proposals did</h2>
      <ul className="mt-1 grid gap-0.5">
        {data.kinds.map(({ kind, verified, proven, low, high, measured }) => (
          <li key={kind}>
            {KIND_NAMES[kind]}: {proven} of {verified} proven ({Math.round(100 * low)} to {Math.round(100 * high)} %)
            {measured &&
              `; expected ${formatUsd(measured.expectedUsd)} a month, measured ${formatUsd(measured.savedUsd)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
