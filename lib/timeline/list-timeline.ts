import { z } from "zod";
import { listAlerts } from "@/lib/alerts";
import type { Alert } from "@/lib/alerts/schemas";
import { timeWindow } from "@/lib/executions";
import { selectAuditBetween } from "@/lib/platform/audit";
import type { AuditEntry } from "@/lib/platform/audit-schemas";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { firstIdOf } from "@/lib/platform/ids";
import { decodeCursor, encodeCursor, page, type Page } from "@/lib/platform/pagination";
import { describeChange, timelineActions } from "./describe-change";
import { undosOf } from "./find-undos";
import type { TimelineEntry, TimelineQuery } from "./schemas";

type Window = { from: Date; to: Date };
type Told = Omit<TimelineEntry, "undo">;
type Found = { told: Told; audit: AuditEntry | null };

/** Rows that are read at a time; some of them are no news. */
const READ = 200;

/**
 * What happened in a window, newest first: changes of configurations, models, prices and providers, optimizations,
 * experiments, deployments, benchmarks and alerts. Who may read charts may read this. (Default: the last day.)
 */
export async function listTimeline(ctx: Ctx, query: TimelineQuery): Promise<Page<TimelineEntry>> {
  requireScope(ctx, "read");
  const window = timeWindow(query, ctx.now());
  const before = decodeCursor(query.cursor, z.uuid()) ?? leastIdOf(window.to);
  const [changes, alerts] = await Promise.all([
    readChanges(ctx, query, window, before),
    readAlerts(ctx, query, window, before),
  ]);
  // Ids begin with their time, whatever they are of.
  const found = [...changes, ...alerts].sort((a, b) => (a.told.id < b.told.id ? 1 : -1));
  const { items, nextCursor } = page({ rows: found, limit: query.limit, cursorOf: ({ told }) => told.id });
  const undos = await undosOf(
    ctx,
    items.flatMap(({ audit }) => audit ?? []),
  );
  return { items: items.map(({ told }) => ({ ...told, undo: undos.get(told.id) ?? null })), nextCursor };
}

async function readChanges(ctx: Ctx, query: TimelineQuery, window: Window, first: string): Promise<Found[]> {
  const actions = timelineActions(query.kind);
  const found: Found[] = [];
  let before: string | null = first;
  while (actions.length > 0 && before !== null && found.length <= query.limit) {
    const rows: AuditEntry[] = await selectAuditBetween(ctx, window, { actions, before, take: READ });
    for (const audit of rows) {
      const told = describeChange(audit);
      if (told && isAsked(told, query)) found.push({ told, audit });
    }
    before = rows.length === READ ? rows.at(-1)!.id : null;
  }
  return found.slice(0, query.limit + 1);
}

async function readAlerts(ctx: Ctx, query: TimelineQuery, { from }: Window, first: string): Promise<Found[]> {
  if (query.kind !== undefined && query.kind !== "alert") return [];
  const oldest = firstIdOf(from);
  const found: Found[] = [];
  let cursor: string | null = encodeCursor(first);
  while (cursor !== null && found.length <= query.limit) {
    const { items, nextCursor }: Page<Alert> = await listAlerts(ctx, { limit: READ, cursor });
    const inside = items.filter(({ id }) => id >= oldest);
    found.push(...inside.map(tellAlert).flatMap((told) => (isAsked(told, query) ? [{ told, audit: null }] : [])));
    cursor = inside.length < items.length ? null : nextCursor;
  }
  return found.slice(0, query.limit + 1);
}

/** The least id of ours that can be made at this time: unlike `firstIdOf` it can be a cursor. */
const leastIdOf = (at: Date): string => `${firstIdOf(at).slice(0, "00000000-0000".length)}-7000-8000-000000000000`;

const tellAlert = ({ id, firedAt, ruleName, summary, scope, scopeRef, resolvedAt }: Alert): Told => ({
  id,
  at: firedAt,
  kind: "alert",
  title: `Alert ${ruleName} fired${resolvedAt ? " and was resolved" : ""}`,
  task: scope === "task" ? scopeRef : null,
  model: scope === "model" ? scopeRef : null,
  actorName: "alerts",
  reason: summary,
  href: "/alerts",
});

/** A change of everything concerns every task and model. */
const isAsked = (told: Told, { kind, task, model }: TimelineQuery): boolean =>
  (kind === undefined || told.kind === kind) &&
  (task === undefined || told.task === null || told.task === task) &&
  (model === undefined || told.model === null || told.model === model);
