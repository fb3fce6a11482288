import type { CostChange, RepricingReport } from "./repricing-schemas";

/** What a batch changed of one model. */
export type ModelChange = CostChange & { model: string };

/** Counts of a batch besides what it changed. */
export type BatchCounts = Pick<
  RepricingReport,
  "seen" | "keptReported" | "keptUnmeasured" | "keptUnknownModel" | "keptChangedSince"
>;

const NO_CHANGE: CostChange = { changed: 0, beforeUsd: 0, afterUsd: 0, becameKnown: 0, becameUnknown: 0 };

export const NO_COUNTS: BatchCounts = {
  seen: 0,
  keptReported: 0,
  keptUnmeasured: 0,
  keptUnknownModel: 0,
  keptChangedSince: 0,
};

export const emptyReport = (total: number): RepricingReport => ({ ...NO_CHANGE, ...NO_COUNTS, total, models: [] });

/** The change of one execution's cost. */
export const changeOf = (before: number | null, after: number | null): CostChange => ({
  changed: 1,
  beforeUsd: before ?? 0,
  afterUsd: after ?? 0,
  becameKnown: before === null && after !== null ? 1 : 0,
  becameUnknown: before !== null && after === null ? 1 : 0,
});

/** A report with one more batch. */
export function addBatch(
  report: RepricingReport,
  counts: BatchCounts,
  changes: readonly ModelChange[],
): RepricingReport {
  const byModel = new Map(report.models.map((one) => [one.model, one]));
  for (const change of changes) {
    const { model } = change;
    byModel.set(model, { model, ...addChanges(byModel.get(model) ?? NO_CHANGE, change) });
  }
  const difference = ({ beforeUsd, afterUsd }: CostChange) => Math.abs(afterUsd - beforeUsd);
  return {
    ...addChanges(report, changes.reduce(addChanges, NO_CHANGE)),
    total: report.total,
    seen: report.seen + counts.seen,
    keptReported: report.keptReported + counts.keptReported,
    keptUnmeasured: report.keptUnmeasured + counts.keptUnmeasured,
    keptUnknownModel: report.keptUnknownModel + counts.keptUnknownModel,
    keptChangedSince: report.keptChangedSince + counts.keptChangedSince,
    models: [...byModel.values()].sort((a, b) => difference(b) - difference(a) || (a.model < b.model ? -1 : 1)),
  };
}

const addChanges = (a: CostChange, b: CostChange): CostChange => ({
  changed: a.changed + b.changed,
  beforeUsd: a.beforeUsd + b.beforeUsd,
  afterUsd: a.afterUsd + b.afterUsd,
  becameKnown: a.becameKnown + b.becameKnown,
  becameUnknown: a.becameUnknown + b.becameUnknown,
});
