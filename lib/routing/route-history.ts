import type { Logger } from "pino";
import { addHistograms, executionHistory, histogramQuantile, type HistoryEntry } from "@/lib/executions";
import type { Database } from "@/lib/platform/db";
import type { ScoreSums } from "./quality-posterior";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    routeHistory: RouteHistory;
  }
}

/** What a model did lately, for one task or for all of them. */
export type ModelHistory = {
  scores: ScoreSums;
  /** Median latency of successful executions, milliseconds; null when there are none. */
  latencyMsP50: number | null;
  /** Mean cost of successful executions whose price was known, US dollars; null when there are none. */
  meanCostUsd: number | null;
  /** Mean output of successful executions, tokens; null when there are none. */
  meanOutputTokens: number | null;
};

export type OrganizationHistory = {
  /** Grows with every refresh. */
  revision: number;
  ofTask(task: string, model: string): ModelHistory;
  overall(model: string): ModelHistory;
};

/** Recorded history in memory, so that a routing decision reads no database. */
export type RouteHistory = {
  /** The history as of the last refresh; empty, and loading in the background, when it was never asked for. */
  get(organizationId: string): OrganizationHistory;
  /** Reads the last hours; older ones at most once an hour. */
  refresh(organizationId: string): Promise<void>;
  /** Reads everything: call it after rewriting what is past. */
  reload(organizationId: string): Promise<void>;
  stop(): void;
};

const REFRESH_INTERVAL_MS = 10_000;
const HOUR_MS = 3_600_000;
const WINDOW_MS = 30 * 24 * HOUR_MS;

/** The part of the history that a refresh does not read again: 30 days take seconds to add up, an hour milliseconds. */
type Settled = { until: Date; entries: readonly HistoryEntry[] };

const NOTHING: ModelHistory = Object.freeze({
  scores: Object.freeze({ count: 0, sum: 0, squareSum: 0 }),
  latencyMsP50: null,
  meanCostUsd: null,
  meanOutputTokens: null,
});

export function createRouteHistory(db: Database, now: () => Date, log: Logger): RouteHistory {
  const histories = new Map<string, OrganizationHistory>();
  const loading = new Map<string, Promise<void>>();
  const settled = new Map<string, Settled>();
  /** Organizations that asked since the last refresh: an idle one costs no query. */
  const asking = new Set<string>();

  function refresh(organizationId: string): Promise<void> {
    const running = loading.get(organizationId);
    if (running) return running;
    const load = loadEntries(organizationId)
      .then((entries) => {
        const revision = (histories.get(organizationId)?.revision ?? 0) + 1;
        histories.set(organizationId, organizeHistory(entries, revision));
      })
      .catch((error: unknown) =>
        log.warn({ err: error }, "routing keeps its older history: the database does not answer"),
      )
      .finally(() => loading.delete(organizationId));
    loading.set(organizationId, load);
    return load;
  }

  /** Reads again what the current hour holds; all before it only when a new hour begins. */
  async function loadEntries(organizationId: string): Promise<HistoryEntry[]> {
    const to = new Date(now().getTime() + 1);
    const until = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS - HOUR_MS);
    let older = settled.get(organizationId);
    if (!older || older.until < until) {
      const window = { from: new Date(to.getTime() - WINDOW_MS), to: until };
      older = { until, entries: await executionHistory(db, organizationId, window) };
      settled.set(organizationId, older);
    }
    return [...older.entries, ...(await executionHistory(db, organizationId, { from: older.until, to }))];
  }

  const timer = setInterval(() => {
    for (const organizationId of asking) void refresh(organizationId);
    asking.clear();
  }, REFRESH_INTERVAL_MS);
  timer.unref();

  return {
    get(organizationId) {
      asking.add(organizationId);
      const history = histories.get(organizationId);
      if (history) return history;
      const empty = organizeHistory([], 0);
      histories.set(organizationId, empty);
      void refresh(organizationId);
      return empty;
    },
    refresh,
    async reload(organizationId) {
      await loading.get(organizationId);
      settled.delete(organizationId);
      await refresh(organizationId);
    },
    stop: () => clearInterval(timer),
  };
}

/** Indexes sums by task and model, and adds them up over tasks. A task and model may have several entries. */
export function organizeHistory(entries: readonly HistoryEntry[], revision: number): OrganizationHistory {
  const byTask = summed(entries, ({ task, model }) => `${task}\u0000${model}`);
  const overall = summed(entries, ({ model }) => model);
  return {
    revision,
    ofTask: (task, model) => byTask.get(`${task}\u0000${model}`) ?? NOTHING,
    overall: (model) => overall.get(model) ?? NOTHING,
  };
}

function summed(entries: readonly HistoryEntry[], keyOf: (entry: HistoryEntry) => string): Map<string, ModelHistory> {
  const members = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const list = members.get(keyOf(entry));
    if (list) list.push(entry);
    else members.set(keyOf(entry), [entry]);
  }
  return new Map([...members].map(([key, list]) => [key, toModelHistory(list)]));
}

function toModelHistory(entries: readonly HistoryEntry[]): ModelHistory {
  const answered = entries.filter((entry) => entry.successCount > 0);
  const sum = (pick: (entry: HistoryEntry) => number, of: readonly HistoryEntry[] = entries) =>
    of.reduce((total, entry) => total + pick(entry), 0);
  const mean = (total: number, count: number) => (count === 0 ? null : total / count);
  return {
    scores: {
      count: sum((entry) => entry.qualityCount),
      sum: sum((entry) => entry.qualitySum),
      squareSum: sum((entry) => entry.qualitySquareSum),
    },
    latencyMsP50: histogramQuantile(addHistograms(entries.map((entry) => entry.latencyHistogram)), 0.5),
    meanCostUsd: mean(
      sum((entry) => entry.costUsd, answered),
      sum((entry) => entry.count - entry.unpricedCount, answered),
    ),
    meanOutputTokens: mean(
      sum((entry) => entry.outputTokens, answered),
      sum((entry) => entry.successCount, answered),
    ),
  };
}
