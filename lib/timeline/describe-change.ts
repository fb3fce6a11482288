import type { AuditEntry } from "@/lib/platform/audit-schemas";
import type { TimelineEntry } from "./schemas";
import type { TimelineKind } from "./words";

type Facts = Pick<TimelineEntry, "kind" | "title" | "task" | "model" | "href">;
type Json = Record<string, unknown>;

const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const taskHref = (task: string) => `/tasks/${encodeURIComponent(task)}`;
const modelHref = (model: string) => `/models?model=${encodeURIComponent(model)}`;

type Described = { kind: TimelineKind; describe: (entry: AuditEntry) => Facts | null };

/** How each change reads; null when it is not worth a mark. */
const DESCRIPTIONS: Record<string, Described> = {
  "configuration.put": { kind: "configuration", describe: (entry) => configuration(entry, "Configuration") },
  "configuration.reset": { kind: "configuration", describe: (entry) => configuration(entry, "Configuration reset") },
  "configuration.rollback": {
    kind: "configuration",
    describe: (entry) => configuration(entry, "Configuration rolled back"),
  },
  "optimization.start": { kind: "optimization", describe: (entry) => optimization(entry, "began") },
  "optimization.cancel": { kind: "optimization", describe: (entry) => optimization(entry, "was cancelled") },
  "optimization.apply": { kind: "optimization", describe: (entry) => optimization(entry, "was put in force") },
  "optimization.widen": { kind: "optimization", describe: (entry) => optimization(entry, "serves the rest too") },
  "optimization.undo": { kind: "optimization", describe: (entry) => optimization(entry, "was taken back") },
  "experiment.start": { kind: "experiment", describe: (entry) => experiment(entry, "went live") },
  "experiment.pause": { kind: "experiment", describe: (entry) => experiment(entry, "was paused") },
  "experiment.stop": { kind: "experiment", describe: (entry) => experiment(entry, "was stopped") },
  "experiment.promote": {
    kind: "experiment",
    describe: (entry) => experiment(entry, "has a winner that was promoted"),
  },
  "experiment.undo": { kind: "experiment", describe: (entry) => experiment(entry, "went back one step") },
  "deployment.start": { kind: "deployment", describe: (entry) => deployment(entry, "began") },
  "deployment.advance": { kind: "deployment", describe: (entry) => deployment(entry, "serves a larger share") },
  "deployment.pause": { kind: "deployment", describe: (entry) => deployment(entry, "was paused") },
  "deployment.resume": { kind: "deployment", describe: (entry) => deployment(entry, "went on") },
  "deployment.promote": { kind: "deployment", describe: (entry) => deployment(entry, "serves everything") },
  "deployment.abort": { kind: "deployment", describe: (entry) => deployment(entry, "was aborted") },
  "deployment.roll_back": { kind: "deployment", describe: (entry) => deployment(entry, "was rolled back") },
  "model_version.activate": { kind: "model_version", describe: modelVersion },
  "benchmark_run.start": { kind: "benchmark", describe: benchmark },
  "routing_policy.activate": { kind: "routing", describe: (entry) => routing(entry, "decides") },
  "routing_policy.deactivate": { kind: "routing", describe: (entry) => routing(entry, "decides no more") },
  "model.register": { kind: "model", describe: ({ subjectId }) => model(subjectId, `${subjectId} was added`) },
  "model.delete": { kind: "model", describe: ({ subjectId }) => model(subjectId, `${subjectId} was deleted`) },
  "model.update": { kind: "model", describe: switchedModel },
  "model.price": { kind: "price", describe: ({ subjectId }) => price(subjectId) },
  "provider.create": { kind: "provider", describe: ({ subjectId }) => provider(`Provider ${subjectId} was added`) },
  "provider.update": { kind: "provider", describe: ({ subjectId }) => provider(`Provider ${subjectId} was changed`) },
  "provider.delete": { kind: "provider", describe: ({ subjectId }) => provider(`Provider ${subjectId} was deleted`) },
};

/** Actions of the audit that the timeline knows; of one kind only with `kind`. */
export const timelineActions = (kind?: TimelineKind): string[] =>
  Object.entries(DESCRIPTIONS)
    // A price may be changed as a part of its model.
    .filter(
      ([action, one]) => kind === undefined || one.kind === kind || (kind === "price" && action === "model.update"),
    )
    .map(([action]) => action);

export function describeChange(entry: AuditEntry): Omit<TimelineEntry, "undo"> | null {
  const facts = DESCRIPTIONS[entry.action]?.describe(entry);
  return facts
    ? { id: entry.id, at: entry.createdAt, ...facts, actorName: entry.actor.name, reason: entry.reason }
    : null;
}

/** What an optimization writes is told by the optimization. */
const OF_OPTIMIZATION = /\boptimization [0-9a-f]{8}-[0-9a-f-]{27}/i;

function configuration({ subjectId, after, reason }: AuditEntry, what: string): Facts | null {
  if (reason && OF_OPTIMIZATION.test(reason)) return null;
  const title = `${what} of ${subjectId}: version ${text(record(after).version)}`;
  return { kind: "configuration", title, task: subjectId, model: null, href: taskHref(subjectId) };
}

function optimization({ subjectId, after }: AuditEntry, what: string): Facts {
  const { task, canaryShare } = record(after);
  const share = typeof canaryShare === "number" ? ` for ${Math.round(100 * canaryShare)} % of the requests` : "";
  return {
    kind: "optimization",
    title: `Optimization${task ? ` of ${text(task)}` : ""} ${what}${share}`,
    task: text(task) || null,
    model: null,
    href: `/optimization/${subjectId}`,
  };
}

function deployment({ subjectId, after }: AuditEntry, what: string): Facts {
  const { task, model } = record(after);
  return {
    kind: "deployment",
    title: `Deployment of ${text(model) || "a model"}${task ? ` for ${text(task)}` : ""} ${what}`,
    task: text(task) || null,
    model: text(model) || null,
    href: `/deployments/${subjectId}`,
  };
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

function benchmark({ subjectId, after }: AuditEntry): Facts {
  const { models } = record(after);
  const count = Array.isArray(models) ? models.length : 0;
  return {
    kind: "benchmark",
    title: `A benchmark ${count > 0 ? `of ${count} ${count === 1 ? "model" : "models"} ` : ""}began`,
    task: null,
    model: null,
    href: `/benchmarks/${subjectId}`,
  };
}

function routing({ before, after }: AuditEntry, what: string): Facts {
  const tasks = [...new Set([...Object.keys(record(before)), ...Object.keys(record(after))])];
  const [only] = tasks;
  return {
    kind: "routing",
    title: `Learned routing ${what}${tasks.length > 0 ? ` for ${tasks.join(", ")}` : ""}`,
    task: tasks.length === 1 ? only! : null,
    model: null,
    href: "/routing",
  };
}

const model = (slug: string, title: string): Facts => ({
  kind: "model",
  title,
  task: null,
  model: slug,
  href: modelHref(slug),
});

const price = (slug: string): Facts => ({ ...model(slug, `Price of ${slug} changed`), kind: "price" });

const provider = (title: string): Facts => ({
  kind: "provider",
  title,
  task: null,
  model: null,
  href: "/settings/providers",
});

/** A price and an on-off switch move charts; a new name does not. */
function switchedModel({ subjectId, before, after }: AuditEntry): Facts | null {
  const [was, is] = [record(before), record(after)];
  if (JSON.stringify(was.priceOverride ?? null) !== JSON.stringify(is.priceOverride ?? null)) return price(subjectId);
  if (was.isEnabled !== is.isEnabled)
    return model(subjectId, `${subjectId} was switched ${is.isEnabled === true ? "on" : "off"}`);
  return null;
}
