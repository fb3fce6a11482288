import type { Database } from "@/lib/platform/db";
import { countMeasurements, type CountAnswer, type Measurement } from "./count-measurements";
import type { ActiveExperiment } from "./serve-variant";

type Counted = Pick<ActiveExperiment, "organizationId" | "id" | "phase">;

export type CountQueue = {
  /** Counts these in the next transaction, together with what others bring meanwhile. null when the phase is over. */
  count(experiment: Counted, measurements: readonly Measurement[]): Promise<CountAnswer[] | null>;
};

type Waiting = {
  measurements: readonly Measurement[];
  resolve: (answers: CountAnswer[] | null) => void;
  reject: (error: unknown) => void;
};

/** Measurements of one transaction: some tens of milliseconds. */
const MAX_BATCH = 2_000;

/** One transaction at a time for each phase; a thousand callers at once share a few of them. */
export function createCountQueue(db: Database): CountQueue {
  const lanes = new Map<string, Waiting[]>();

  async function work(name: string, { organizationId, id, phase }: Counted, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      const batch = takeBatch(lane);
      try {
        const key = { organizationId, experimentId: id, phase };
        const answers = await countMeasurements(
          db,
          key,
          batch.flatMap(({ measurements }) => measurements),
        );
        let next = 0;
        for (const { measurements, resolve } of batch)
          resolve(answers && answers.slice(next, (next += measurements.length)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    lanes.delete(name);
  }

  return {
    count: (experiment, measurements) =>
      new Promise((resolve, reject) => {
        const name = `${experiment.organizationId}\u0000${experiment.id}\u0000${experiment.phase}`;
        const waiting = { measurements, resolve, reject };
        const lane = lanes.get(name);
        if (lane) return void lane.push(waiting);
        const started = [waiting];
        lanes.set(name, started);
        void work(name, experiment, started);
      }),
  };
}

function takeBatch(lane: Waiting[]): Waiting[] {
  let total = 0;
  let take = 0;
  while (take < lane.length && (take === 0 || total + lane[take]!.measurements.length <= MAX_BATCH))
    total += lane[take++]!.measurements.length;
  return lane.splice(0, take);
}
