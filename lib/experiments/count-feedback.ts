import type { Runtime } from "@/lib/platform/runtime";
import type { Measurement } from "./count-measurements";
import { executionKey } from "./measure-execution";
import { selectEventsByKey } from "./sum-store";

/** What somebody said of an execution, as far as an experiment counts it. */
export type Opinion = {
  id: string;
  executionId: string;
  kind: string;
  value: unknown;
  /** 0–1; null when it approves or disapproves of nothing. */
  approval: number | null;
  givenAt: string;
};

/**
 * Counts opinions as the measures `approval` (0–1) and `rating` (1–5) of the units whose executions they are about. The first
 * opinion of a giver counts; one that replaces it does not count again. Executions outside of experiments are passed over.
 */
export async function countFeedback(
  { db, experiments }: Runtime,
  organizationId: string,
  opinions: readonly Opinion[],
): Promise<void> {
  const told = opinions.filter((opinion) => Object.keys(valuesOf(opinion)).length > 0);
  if (told.length === 0) return;
  const events = await selectEventsByKey(db, organizationId, [
    ...new Set(told.map(({ executionId }) => executionKey(executionId))),
  ]);
  for (const { experimentId, phase, units } of events) {
    const measurements = told.flatMap((opinion): Measurement[] => {
      const unitRef = units.get(executionKey(opinion.executionId));
      return unitRef === undefined ? [] : [measurementOf(opinion, unitRef)];
    });
    await experiments.count({ organizationId, id: experimentId, phase }, measurements);
  }
}

const measurementOf = (opinion: Opinion, unitRef: string): Measurement => ({
  unitRef,
  variant: null,
  eventKey: `feedback:${opinion.id}`,
  segment: null,
  covariate: null,
  values: valuesOf(opinion),
  at: new Date(opinion.givenAt),
});

function valuesOf({ kind, value, approval }: Opinion): Record<string, number> {
  return {
    ...(approval !== null && { approval }),
    ...(kind === "rating" && typeof value === "number" && { rating: value }),
  };
}
