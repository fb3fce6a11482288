import type { Logger } from "pino";
import { executionHistory, histogramQuantile, type HistoryEntry } from "@/lib/executions";
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
  /** Mean cost of executions whose price was known, US dollars; null when there are none. */
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
  refresh(organizationId: string): Promise<void>;
  stop(): void;
};

const REFRESH_INTERVAL_MS = 10_000;

const NOTHING: ModelHistory = Object.freeze({
  scores: Object.freeze({ count: 0, sum: 0, squareSum: 0 }),
  latencyMsP50: null,
  meanCostUsd: null,
  meanOutputTokens: null,
});

export function createRouteHistory(db: Database, now: () => Date, log: Logger): RouteHistory {
  const histories = new Map<string, OrganizationHistory>();
  const loading = new Map<string, Promise<void>>();
  /** Organizations that asked since the last refresh: an idle one costs no query. */
  const asking = new Set<string>();

  function refresh(organizationId: string): Promise<void> {
    const running = loading.get(organizationId);
    if (running) return running;
    const load = executionHistory(db, organizationId, now())
      .then((entries) => {
        const revision = (histories.get(organizationId)?.revision ?? 0) + 1;
        histories.set(organizationId, organizeHistory(entries, revision));
      })
      .catch((error: unknown) => log.warn({ err: error }, "routing keeps its older history: the database does not answer"))
      .finally(() => loading.delete(organizationId));
    loading.set(organizationId, load);
    return load;
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
    stop: () => clearInterval(timer),
  };
}

/** Indexes sums by task and model, and adds them up over tasks. */
export function organizeHistory(entries: readonly HistoryEntry[], revision: number): OrganizationHistory {
  const byTask = new Map(entries.map((entry) => [`${entry.task}\u0000${entry.model}`, toModelHistory([entry])]));
  const members = new Map<string, HistoryEntry[]>();
  for (const entry of entries) members.set(entry.model, [...(members.get(entry.model) ?? []), entry]);
  const overall = new Map([...members].map(([model, list]) => [model, toModelHistory(list)]));
  return {
    revision,
    ofTask: (task, model) => byTask.get(`${task}\u0000${model}`) ?? NOTHING,
    overall: (model) => overall.get(model) ?? NOTHING,
  };
}

function toModelHistory(entries: readonly HistoryEntry[]): ModelHistory {
  const sum = (pick: (entry: HistoryEntry) => number) => entries.reduce((total, entry) => total + pick(entry), 0);
  const mean = (total: number, count: number) => (count === 0 ? null : total / count);
  const busiest = entries.reduce((best, entry) => (entry.latencyCount > best.latencyCount ? entry : best));
  return {
    scores: {
      count: sum((entry) => entry.qualityCount),
      sum: sum((entry) => entry.qualitySum),
      squareSum: sum((entry) => entry.qualitySquareSum),
    },
    latencyMsP50: histogramQuantile(busiest.latencyHistogram, 0.5),
    meanCostUsd: mean(
      sum((entry) => entry.costUsd),
      sum((entry) => entry.count - entry.unpricedCount),
    ),
    meanOutputTokens: mean(
      sum((entry) => entry.outputTokens),
      sum((entry) => entry.successCount),
    ),
  };
}
