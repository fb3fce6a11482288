import type { DatabaseTransaction } from "@/lib/platform/db";
import { fromStored } from "@/lib/platform/stored-json";
import { noSums, type MetricSums, type UnitTotals } from "./metric-sums";

/** One phase of one experiment. */
export type PhaseKey = { organizationId: string; experimentId: string; phase: number };

export type UnitRow = {
  unitRef: string;
  variant: string;
  segment: string;
  covariate: number | null;
  totals: UnitTotals;
  firstAt: Date;
};

export type SumRow = { variant: string; segment: string; metric: string; sums: MetricSums };

/** Metric under which units themselves are counted. */
export const UNITS = "";
/** Segment of all units. */
export const EVERYBODY = "";

export async function selectUnits(db: DatabaseTransaction, key: PhaseKey, refs: readonly string[]): Promise<UnitRow[]> {
  const rows = await db.experimentUnit.findMany({ where: { ...key, unitRef: { in: [...refs] } } });
  return rows.map(({ unitRef, variant, segment, covariate, totals, firstAt }) => ({
    unitRef,
    variant,
    segment,
    covariate,
    totals: fromStored<UnitTotals>(totals),
    firstAt,
  }));
}

export async function writeUnits(tx: DatabaseTransaction, key: PhaseKey, units: readonly UnitRow[]): Promise<void> {
  if (units.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO experiment_units (organization_id, experiment_id, phase, unit_ref, variant, segment, covariate, totals, first_at)
    SELECT ${key.organizationId}::uuid, ${key.experimentId}::uuid, ${key.phase}, "unitRef", variant, segment, covariate, totals, "firstAt"
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb)
      AS unit("unitRef" text, variant text, segment text, covariate float8, totals jsonb, "firstAt" timestamptz)
    ON CONFLICT (organization_id, experiment_id, phase, unit_ref)
    DO UPDATE SET covariate = excluded.covariate, totals = excluded.totals`;
}

/** Running sums; of everybody only when asked so. */
export async function selectSums(
  db: DatabaseTransaction,
  key: PhaseKey,
  { onlyEverybody }: { onlyEverybody: boolean },
): Promise<SumRow[]> {
  const rows = await db.experimentSum.findMany({ where: { ...key, ...(onlyEverybody && { segment: EVERYBODY }) } });
  return rows.map(({ variant, segment, metric, sums }) => ({
    variant,
    segment,
    metric,
    sums: { ...noSums(), ...fromStored<MetricSums>(sums) },
  }));
}

export async function writeSums(tx: DatabaseTransaction, key: PhaseKey, rows: readonly SumRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO experiment_sums (organization_id, experiment_id, phase, variant, segment, metric, sums)
    SELECT ${key.organizationId}::uuid, ${key.experimentId}::uuid, ${key.phase}, variant, segment, metric, sums
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS sum(variant text, segment text, metric text, sums jsonb)
    ON CONFLICT (organization_id, experiment_id, phase, variant, segment, metric) DO UPDATE SET sums = excluded.sums`;
}

export type EventRow = { eventKey: string; unitRef: string };

/** Notes events as counted and gives the keys of those that were not yet. */
export async function claimEvents(
  tx: DatabaseTransaction,
  key: PhaseKey,
  events: readonly EventRow[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const claimed = await tx.$queryRaw<{ event_key: string }[]>`
    INSERT INTO experiment_events (organization_id, experiment_id, event_key, phase, unit_ref)
    SELECT ${key.organizationId}::uuid, ${key.experimentId}::uuid, "eventKey", ${key.phase}, "unitRef"
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS event("eventKey" text, "unitRef" text)
    ON CONFLICT (organization_id, experiment_id, event_key) DO NOTHING
    RETURNING event_key`;
  return new Set(claimed.map(({ event_key: eventKey }) => eventKey));
}

export type EventsOfPhase = {
  experimentId: string;
  phase: number;
  /** By key of the event. */ units: Map<string, string>;
};

/** The phases of any experiment that counted one of these events, with the units it was counted for. */
export async function selectEventsByKey(
  db: DatabaseTransaction,
  organizationId: string,
  eventKeys: readonly string[],
): Promise<EventsOfPhase[]> {
  const rows = await db.experimentEvent.findMany({ where: { organizationId, eventKey: { in: [...eventKeys] } } });
  const phases = new Map<string, EventsOfPhase>();
  for (const { experimentId, phase, eventKey, unitRef } of rows) {
    const key = `${experimentId} ${phase}`;
    const known = phases.get(key) ?? { experimentId, phase, units: new Map<string, string>() };
    known.units.set(eventKey, unitRef);
    phases.set(key, known);
  }
  return [...phases.values()];
}

/** The units of events of this phase that were counted. */
export async function selectEventUnits(
  db: DatabaseTransaction,
  { organizationId, experimentId, phase }: PhaseKey,
  eventKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.experimentEvent.findMany({
    where: { organizationId, experimentId, phase, eventKey: { in: [...eventKeys] } },
    select: { eventKey: true, unitRef: true },
  });
  return new Map(rows.map(({ eventKey, unitRef }) => [eventKey, unitRef]));
}
