import type { Logger } from "pino";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { Database } from "@/lib/platform/db";
import { isDatabaseDown } from "@/lib/platform/db/database-errors";
import { keepFresh } from "@/lib/platform/keep-fresh";
import { assignmentRule } from "./assign-unit";
import { createCountQueue, type CountQueue } from "./count-queue";
import { selectExperiment, selectRunning, type ExperimentRow } from "./experiment-store";
import { measureExecution } from "./measure-execution";
import type { ActiveExperiment } from "./serve-variant";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    experiments: Experiments;
  }
}

/** Running experiments in memory, so that a request only reads, and what is measured of them on its way to the database. */
export type Experiments = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads again which are running, and with what shares. */
  refresh(): Promise<void>;
  /** Those whose variants the gateway serves, the oldest first. */
  ofTask(organizationId: string, task: string): readonly ActiveExperiment[];
  /** null when none of this name is running. */
  find(organizationId: string, slug: string): ActiveExperiment | null;
  /** Counts executions that experiments served; one that was counted before is not counted again. */
  countExecutions(records: readonly ExecutionRecord[]): Promise<void>;
  count: CountQueue["count"];
};

export type ExperimentsOptions = {
  log: Pick<Logger, "warn">;
  /** Other processes' changes are seen within this time, milliseconds. (Default: 5,000.) */
  pollMs?: number;
};

const NONE: readonly ActiveExperiment[] = Object.freeze([]);
const keyOf = (organizationId: string, name: string): string => `${organizationId}\u0000${name}`;

export function createExperiments(db: Database, { log, pollMs = 5_000 }: ExperimentsOptions): Experiments {
  let byTask = new Map<string, ActiveExperiment[]>();
  let bySlug = new Map<string, ActiveExperiment>();
  const queue = createCountQueue(db);

  async function read(): Promise<void> {
    const active = (await selectRunning(db)).map(activeOf);
    const tasks = new Map<string, ActiveExperiment[]>();
    for (const experiment of active) {
      if (experiment.design.assignment !== "gateway") continue;
      const key = keyOf(experiment.organizationId, experiment.design.task);
      tasks.set(key, [...(tasks.get(key) ?? []), experiment]);
    }
    byTask = tasks;
    bySlug = new Map(active.map((experiment) => [keyOf(experiment.organizationId, experiment.slug), experiment]));
  }

  const kept = keepFresh({
    read,
    pollMs,
    onError: (error) => log.warn({ err: error }, "experiments stay as they are: the database does not answer"),
  });

  async function countExecutions(records: readonly ExecutionRecord[]): Promise<void> {
    const groups = new Map<string, ExecutionRecord[]>();
    for (const record of records) {
      if (record.experimentSlug === null || record.unitRef === null) continue;
      const key = keyOf(record.organizationId, record.experimentSlug);
      groups.set(key, [...(groups.get(key) ?? []), record]);
    }
    for (const [key, group] of groups) {
      try {
        await countGroup(group);
      } catch (error) {
        // The recorder sends these again. Anything else would fail again, and must not keep executions from being stored.
        if (isDatabaseDown(error)) throw error;
        log.warn(
          { err: error, experiment: key.split("\u0000")[1] },
          "executions could not be counted for their experiment",
        );
      }
    }
  }

  /** Twice, because a new phase may begin between reading and counting. */
  async function countGroup(records: readonly ExecutionRecord[]): Promise<void> {
    const { organizationId, experimentSlug } = records[0]!;
    for (let attempt = 0; attempt < 2; attempt++) {
      const row = await selectExperiment(db, organizationId, experimentSlug!);
      // Demo data and imports may name an experiment that is not here.
      if (!row || row.phaseStartedAt === null) return;
      const active = activeOf(row);
      const measurements = records.flatMap((record) => measureExecution(record, active) ?? []);
      if (measurements.length === 0 || (await queue.count(active, measurements)) !== null) return;
    }
  }

  return {
    ...kept,
    ofTask: (organizationId, task) => byTask.get(keyOf(organizationId, task)) ?? NONE,
    find: (organizationId, slug) => bySlug.get(keyOf(organizationId, slug)) ?? null,
    countExecutions,
    count: queue.count,
  };
}

function activeOf(row: ExperimentRow): ActiveExperiment {
  const { organizationId, id, slug, phase, design, weights } = row;
  return {
    organizationId,
    id,
    slug,
    phase,
    phaseStartedMs: row.phaseStartedAt?.getTime() ?? Infinity,
    design,
    weights,
    rule: assignmentRule(slug, phase, design, weights),
  };
}
