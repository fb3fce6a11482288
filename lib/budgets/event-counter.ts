import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { writeBudgetEvents, type NewBudgetEvent } from "./event-store";

/** Counts refused and downgraded calls in memory and adds them to the kept events now and then. */
export type EventCounter = {
  note(organizationId: string, event: Omit<NewBudgetEvent, "share" | "calls">): void;
  flush(): Promise<void>;
};

/** How long the first call of a kind waits for others, milliseconds. A killed process loses no more than that. */
const GATHER_MS = 200;

export function createEventCounter(db: Database, log: Pick<Logger, "warn">, now: () => Date): EventCounter {
  let counted = new Map<string, { organizationId: string; event: NewBudgetEvent }>();
  let gathering: NodeJS.Timeout | null = null;

  function note(organizationId: string, event: Omit<NewBudgetEvent, "share" | "calls">): void {
    const key = `${event.budgetId}|${event.kind}|${event.window.from.getTime()}|${event.subject}`;
    const known = counted.get(key);
    if (known) known.event.calls++;
    else counted.set(key, { organizationId, event: { ...event, share: 0, calls: 1 } });
    gathering ??= setTimeout(() => {
      gathering = null;
      void flush();
    }, GATHER_MS).unref();
  }

  async function flush(): Promise<void> {
    const written = counted;
    counted = new Map();
    const groups = new Map<string, NewBudgetEvent[]>();
    for (const { organizationId, event } of written.values())
      groups.set(organizationId, [...(groups.get(organizationId) ?? []), event]);
    for (const [organizationId, events] of groups) {
      await writeBudgetEvents(db, organizationId, events, now()).catch((error: unknown) => {
        log.warn({ organizationId, reason: messageOf(error) }, "refused calls of a budget could not be counted");
      });
    }
  }

  return { note, flush };
}
