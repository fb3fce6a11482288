import type { AuditEntry } from "@/lib/platform/audit-schemas";
import type { TimelineEntry } from "./schemas";

type Facts = Pick<TimelineEntry, "kind" | "title" | "task" | "model" | "href">;
type Json = Record<string, unknown>;

const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const taskHref = (task: string) => `/tasks/${encodeURIComponent(task)}`;
const modelHref = (model: string) => `/models?model=${encodeURIComponent(model)}`;

/** How each change reads in a chart; null when it is not worth a mark. */
const DESCRIPTIONS: Record<string, (entry: AuditEntry) => Facts | null> = {
  "configuration.put": (entry) => configuration(entry, "Configuration"),
  "configuration.reset": (entry) => configuration(entry, "Configuration reset"),
  "configuration.rollback": (entry) => configuration(entry, "Configuration rolled back"),
  "model_version.activate": modelVersion,
  "model.register": ({ subjectId }) => model(subjectId, `${subjectId} was added`),
  "model.delete": ({ subjectId }) => model(subjectId, `${subjectId} was deleted`),
  "model.update": modelUpdate,
  "experiment.start": (entry) => experiment(entry, "went live"),
  "experiment.pause": (entry) => experiment(entry, "was paused"),
  "experiment.stop": (entry) => experiment(entry, "was stopped"),
  "experiment.promote": (entry) => experiment(entry, "has a winner that was promoted"),
  "experiment.undo": (entry) => experiment(entry, "went back one step"),
  "provider.create": ({ subjectId }) => provider(`Provider ${subjectId} was added`),
  "provider.update": ({ subjectId }) => provider(`Provider ${subjectId} was changed`),
  "provider.delete": ({ subjectId }) => provider(`Provider ${subjectId} was deleted`),
};

export const TIMELINE_ACTIONS = Object.keys(DESCRIPTIONS);

export function toTimelineEntry(entry: AuditEntry): TimelineEntry | null {
  const facts = DESCRIPTIONS[entry.action]?.(entry);
  return facts
    ? { id: entry.id, at: entry.createdAt, ...facts, actorName: entry.actor.name, reason: entry.reason }
    : null;
}

function configuration({ subjectId, after }: AuditEntry, what: string): Facts {
  const title = `${what} of ${subjectId}: version ${text(record(after).version)}`;
  return { kind: "configuration", title, task: subjectId, model: null, href: taskHref(subjectId) };
}

function modelVersion({ after, subjectId }: AuditEntry): Facts {
  const { version, task, model } = record(after);
  const title = `${text(model) || "A model"} ${text(version) || subjectId} went live${task ? ` for ${text(task)}` : ""}`;
  return { kind: "model_version", title, task: text(task) || null, model: text(model) || null, href: "/training" };
}

function experiment({ subjectId, after }: AuditEntry, what: string): Facts {
  const task = text(record(record(after).design).task);
  const href = `/experiments/${encodeURIComponent(subjectId)}`;
  return { kind: "experiment", title: `Experiment ${subjectId} ${what}`, task: task || null, model: null, href };
}

const model = (slug: string, title: string): Facts => ({
  kind: "model",
  title,
  task: null,
  model: slug,
  href: modelHref(slug),
});

const provider = (title: string): Facts => ({
  kind: "provider",
  title,
  task: null,
  model: null,
  href: "/settings/providers",
});

/** A price and an on-off switch move charts; a new name does not. */
function modelUpdate({ subjectId, before, after }: AuditEntry): Facts | null {
  const [was, is] = [record(before), record(after)];
  if (JSON.stringify(was.priceOverride ?? null) !== JSON.stringify(is.priceOverride ?? null))
    return { ...model(subjectId, `Price of ${subjectId} changed`), kind: "price" };
  if (was.isEnabled !== is.isEnabled)
    return model(subjectId, `${subjectId} was switched ${is.isEnabled === true ? "on" : "off"}`);
  return null;
}
