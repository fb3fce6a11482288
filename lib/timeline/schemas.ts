import { z } from "zod";
import { windowFields } from "@/lib/executions/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { TIMELINE_KINDS, type TimelineKind } from "./words";

export * from "./words";

export const TimelineQuery = PageQuery.extend({
  ...windowFields,
  kind: z.enum(TIMELINE_KINDS).optional(),
  /** What concerns every task is listed too. */
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** A request that takes something back, as it stands now. */
export type TimelineUndo = { label: string; path: string; body: Record<string, unknown> | null };

/** Something that happened and may show in a chart. */
export type TimelineEntry = {
  /** Sorts by time. */
  id: string;
  at: string;
  kind: TimelineKind;
  /** One sentence for people. */
  title: string;
  task: string | null;
  model: string | null;
  /** Who did it. */
  actorName: string;
  reason: string | null;
  /** Page of the dashboard that shows it. */
  href: string;
  /** A POST of the API; null when it cannot be taken back, or not any more. */
  undo: TimelineUndo | null;
};
