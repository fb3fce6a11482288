import { selectAuditBetween } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { TIMELINE_ACTIONS, toTimelineEntry } from "./describe-change";
import type { Timeline, TimelineEntry, TimelineQuery } from "./schemas";
import { timeWindow } from "./time-window";

/** What was changed in a window and may show in its charts, newest first. Who may read charts may read this. */
export async function listTimeline(ctx: Ctx, query: TimelineQuery): Promise<Timeline> {
  requireScope(ctx, "read");
  const window = timeWindow(query, ctx.now());
  const entries: TimelineEntry[] = [];
  let before: string | null = null;
  let isCut = false;
  // Some audit entries are no news for a chart, so a page of them may hold few.
  while (entries.length <= query.limit) {
    const rows = await selectAuditBetween(ctx, window, { actions: TIMELINE_ACTIONS, before, take: 200 });
    entries.push(...rows.flatMap((row) => toTimelineEntry(row) ?? []).filter((entry) => isAbout(entry, query)));
    before = rows.at(-1)?.id ?? null;
    if (rows.length < 200) break;
  }
  isCut = entries.length > query.limit;
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    entries: entries.slice(0, query.limit),
    isCut,
  };
}

/** A change of everything concerns every task and model. */
const isAbout = (entry: TimelineEntry, { task, model }: TimelineQuery): boolean =>
  (task === undefined || entry.task === null || entry.task === task) &&
  (model === undefined || entry.model === null || entry.model === model);
