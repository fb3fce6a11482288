"use client";

import { formatLocalTime, formatRelativeTime, formatUtc } from "@/lib/client/format";
import { useNow } from "./use-now";

/** A moment, relative or absolute, with UTC and local time on hover. `at` is ISO 8601. The first paint shows UTC. */
export function Time({ at, mode = "relative" }: { at: string; mode?: "relative" | "absolute" }) {
  const nowMs = useNow("quarterMinute");
  const time = new Date(at);
  const utc = formatUtc(time);
  if (nowMs === null) {
    return (
      <time dateTime={at} title={utc} className="whitespace-nowrap">
        {utc}
      </time>
    );
  }
  const local = formatLocalTime(time);
  return (
    <time dateTime={at} title={`${utc}\n${local}`} className="whitespace-nowrap">
      {mode === "absolute" ? local : formatRelativeTime(time, new Date(nowMs))}
    </time>
  );
}
