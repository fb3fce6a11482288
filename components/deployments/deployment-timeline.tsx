import { Time } from "@/components/data/time";
import type { DeploymentEvent } from "@/lib/deployments/schemas";
import { EVENTS, shareText } from "./words";

/** What happened, newest first. */
export function DeploymentTimeline({ events }: { events: readonly DeploymentEvent[] }) {
  return (
    <ol className="grid gap-3 text-sm">
      {events.toReversed().map(({ position, kind, share, reason, by, at }) => (
        <li key={position} className="grid gap-0.5 border-l-2 border-border pl-3">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{EVENTS[kind]}</span>
            {share !== null && kind !== "promoted" && <span>{shareText(share)}</span>}
            <span className="text-xs text-muted-foreground">
              <Time at={at} /> by {by}
            </span>
          </span>
          {reason && <span className="break-words text-muted-foreground">{reason}</span>}
        </li>
      ))}
    </ol>
  );
}
