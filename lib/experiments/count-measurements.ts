import { isPastMeasure, pastOfUnits } from "@/lib/executions";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { ExperimentRow } from "./experiment-store";
import { lockExperiment } from "./experiment-store";
import { addUnit, addValues, noSums, type MetricSums } from "./metric-sums";
import {
  claimEvents,
  EVERYBODY,
  selectSums,
  selectUnits,
  UNITS,
  writeSums,
  writeUnits,
  type PhaseKey,
  type SumRow,
  type UnitRow,
} from "./sum-store";
import { trackedMetrics } from "./tracked-metrics";

/** Something that was seen of a unit: that it takes part, or what it measured. */
export type Measurement = {
  unitRef: string;
  /** The variant it was given; null = it must be known already. */
  variant: string | null;
  /** The same key counts once; null for a mere appearance. */
  eventKey: string | null;
  segment: string | null;
  covariate: number | null;
  values: Readonly<Record<string, number>>;
  at: Date;
};

export type CountAnswer = "counted" | "duplicate" | "unknown_unit";

/** Segments told apart; later ones count together as the last. */
const MAX_SEGMENTS = 20;
const OTHER_SEGMENT = "(other)";
/** How far back a unit's own past is read: four weeks, so that every day of the week counts alike. */
const PAST_MS = 28 * 86_400_000;

/**
 * Adds measurements of one phase to units and running sums, all or none of them. The experiment is locked meanwhile, so
 * whatever counts at the same time counts after it. null when that phase is over.
 */
export async function countMeasurements(
  db: Database,
  key: PhaseKey,
  measurements: readonly Measurement[],
): Promise<CountAnswer[] | null> {
  return db.$transaction(
    async (tx) => {
      const experiment = await lockExperiment(tx, key.organizationId, key.experimentId);
      if (!experiment || experiment.phase !== key.phase) return null;
      const refs = [...new Set(measurements.map(({ unitRef }) => unitRef))];
      const known = new Map((await selectUnits(tx, key, refs)).map((unit) => [unit.unitRef, unit]));
      const rows = await selectSums(tx, key, { onlyEverybody: false });
      const past = await pastOfNew(tx, experiment, known, refs);
      const book = createBook(experiment, rows);
      const isKnown = knownAsTheyCome(known, measurements);
      const events = measurements.flatMap(({ eventKey, unitRef }, index) =>
        eventKey !== null && isKnown[index] ? [{ eventKey, unitRef }] : [],
      );
      const claimed = await claimEvents(tx, key, events);
      const changed = new Map<string, UnitRow>();
      const answers = measurements.map((measurement, index): CountAnswer => {
        if (!isKnown[index]) return "unknown_unit";
        const { eventKey, unitRef } = measurement;
        // Of two with one key in the same batch the first counts.
        if (eventKey !== null && !claimed.delete(eventKey)) return "duplicate";
        const before = changed.get(unitRef) ?? known.get(unitRef) ?? null;
        const after = before
          ? grown(before, past ? { ...measurement, covariate: null } : measurement)
          : appeared(measurement, book.segmentOf(measurement.segment), past);
        if (after === before) return "counted";
        book.replace(before, after);
        changed.set(unitRef, after);
        return "counted";
      });
      await writeUnits(tx, key, [...changed.values()]);
      await writeSums(tx, key, book.changed());
      return answers;
    },
    { maxWait: 20_000, timeout: 20_000 },
  );
}

/** Of users or sessions that appear for the first time, the mean of the primary measure before the phase; null where none is asked for. */
async function pastOfNew(
  tx: DatabaseTransaction,
  { organizationId, design, phaseStartedAt }: ExperimentRow,
  known: ReadonlyMap<string, UnitRow>,
  refs: readonly string[],
): Promise<ReadonlyMap<string, number> | null> {
  const { usesCovariate, covariateSource, task, unit, primary } = design;
  const { measure } = primary;
  if (!usesCovariate || covariateSource !== "history" || phaseStartedAt === null) return null;
  if (unit === "request" || !isPastMeasure(measure)) return null;
  const from = new Date(phaseStartedAt.getTime() - PAST_MS);
  const unseen = refs.filter((ref) => !known.has(ref));
  return pastOfUnits(tx, { organizationId, task, unit, refs: unseen, measure, from, to: phaseStartedAt });
}

/** A unit is known from its first appearance on, also within the same batch. */
function knownAsTheyCome(known: ReadonlyMap<string, UnitRow>, measurements: readonly Measurement[]): boolean[] {
  const seen = new Set(known.keys());
  return measurements.map(({ unitRef, variant }) => {
    if (variant !== null) seen.add(unitRef);
    return seen.has(unitRef);
  });
}

const appeared = (
  { unitRef, variant, covariate, values, at }: Measurement,
  segment: string,
  past: ReadonlyMap<string, number> | null,
): UnitRow => ({
  unitRef,
  variant: variant ?? "",
  segment,
  covariate: past ? (past.get(unitRef) ?? null) : covariate,
  totals: addValues({}, values),
  firstAt: at,
});

/** It stays in the variant and segment in which it was first seen, and what was known of it first counts. */
function grown(before: UnitRow, { values, covariate }: Measurement): UnitRow {
  const isNew = Object.keys(values).length > 0 || (before.covariate === null && covariate !== null);
  if (!isNew) return before;
  return { ...before, covariate: before.covariate ?? covariate, totals: addValues(before.totals, values) };
}

/** The running sums while they are changed. */
function createBook({ design }: ExperimentRow, rows: readonly SumRow[]) {
  const metrics = trackedMetrics(design);
  const sums = new Map(rows.map((row) => [idOf(row), row]));
  const touched = new Set<string>();
  const segments = new Set(rows.map(({ segment }) => segment).filter((segment) => segment !== EVERYBODY));

  function at(variant: string, segment: string, metric: string): MetricSums {
    const id = idOf({ variant, segment, metric });
    touched.add(id);
    const row = sums.get(id) ?? { variant, segment, metric, sums: noSums() };
    sums.set(id, row);
    return row.sums;
  }

  function apply(unit: UnitRow, sign: 1 | -1): void {
    for (const segment of unit.segment === EVERYBODY ? [EVERYBODY] : [EVERYBODY, unit.segment]) {
      at(unit.variant, segment, UNITS).count += sign;
      for (const metric of metrics) addUnit(at(unit.variant, segment, metric.key), metric, unit, sign);
    }
  }

  return {
    segmentOf(value: string | null): string {
      if (value === null || value === EVERYBODY) return EVERYBODY;
      if (!segments.has(value) && segments.size >= MAX_SEGMENTS) return OTHER_SEGMENT;
      segments.add(value);
      return value;
    },
    replace(before: UnitRow | null, after: UnitRow): void {
      if (before) apply(before, -1);
      apply(after, 1);
    },
    changed: (): SumRow[] => [...touched].map((id) => sums.get(id)!),
  };
}

const idOf = ({ variant, segment, metric }: Pick<SumRow, "variant" | "segment" | "metric">): string =>
  `${variant}\u0000${segment}\u0000${metric}`;
