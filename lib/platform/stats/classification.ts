type PrecisionRecall = {
  /** 0–1; 0 when nothing was predicted so. */
  precision: number;
  /** 0–1; 0 when the label does not occur. */
  recall: number;
  /** Harmonic mean of the two, 0–1. */
  f1: number;
};

/** `support` is how often the label is the true one. */
export type LabelMetrics = PrecisionRecall & { label: string; support: number };

/** How well predicted labels match the true ones. All rates are 0–1, except `mcc` and `cohenKappa`: -1 to 1. */
export type ClassificationMetrics = {
  count: number;
  accuracy: number;
  perLabel: LabelMetrics[];
  /** Mean over labels. */
  macro: PrecisionRecall;
  /** All decisions counted together. */
  micro: PrecisionRecall;
  /** Mean over labels, weighted by support. */
  weighted: PrecisionRecall;
  /** Mean recall of the labels that occur. */
  balancedAccuracy: number;
  /** Matthews' correlation for many labels (Gorodkin 2004); 0 when undefined. */
  mcc: number;
  /** Agreement beyond chance (Cohen 1960); null when chance alone would agree always. */
  cohenKappa: number | null;
};

/** True and predicted labels of the same rows, in the same order. */
export type LabelPairs = { truth: readonly string[]; predicted: readonly string[] };

/**
 * Definitions as in scikit-learn, a division by zero giving 0. `labels` are those reported and averaged over.
 * (Default: all that occur on either side, in ascending order.) Without rows every rate is 0.
 */
export function classificationMetrics(pairs: LabelPairs, labels = labelsOf(pairs)): ClassificationMetrics {
  const { truth, predicted } = pairs;
  const hits = new Map<string, number>();
  const actual = countOf(truth);
  const claimed = countOf(predicted);
  truth.forEach((label, row) => {
    if (predicted[row] === label) hits.set(label, (hits.get(label) ?? 0) + 1);
  });
  const perLabel = labels.map((label) => ({
    label,
    ...rates(hits.get(label) ?? 0, claimed.get(label) ?? 0, actual.get(label) ?? 0),
    support: actual.get(label) ?? 0,
  }));
  const totalOf = (counts: Map<string, number>) => sum(labels.map((label) => counts.get(label) ?? 0));
  const occurring = perLabel.filter(({ support }) => support > 0);
  return {
    count: truth.length,
    accuracy: ratio(sum([...hits.values()]), truth.length),
    perLabel,
    macro: mean(perLabel, () => 1),
    micro: rates(totalOf(hits), totalOf(claimed), totalOf(actual)),
    weighted: mean(perLabel, ({ support }) => support),
    balancedAccuracy: mean(occurring, () => 1).recall,
    ...agreement(sum([...hits.values()]), actual, claimed, truth.length),
  };
}

/** `matrix[i][j]`: how many rows with the true label `labels[i]` were predicted as `labels[j]`. */
export function confusionMatrix({ truth, predicted }: LabelPairs, labels: readonly string[]): number[][] {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const matrix = labels.map(() => new Array<number>(labels.length).fill(0));
  truth.forEach((label, row) => {
    const from = indexOf.get(label);
    const to = indexOf.get(predicted[row]!);
    if (from !== undefined && to !== undefined) matrix[from]![to]! += 1;
  });
  return matrix;
}

export type Confusion = { truth: string; predicted: string; count: number };

/** The commonest mistakes, most frequent first, ties in order of labels; at most `limit`. */
export function topConfusions({ truth, predicted }: LabelPairs, limit: number): Confusion[] {
  const mistakes = new Map<string, Confusion>();
  truth.forEach((label, row) => {
    const other = predicted[row]!;
    if (other === label) return;
    const key = JSON.stringify([label, other]);
    const known = mistakes.get(key);
    if (known) known.count += 1;
    else mistakes.set(key, { truth: label, predicted: other, count: 1 });
  });
  return [...mistakes]
    .sort(([keyA, a], [keyB, b]) => b.count - a.count || (keyA < keyB ? -1 : 1))
    .slice(0, limit)
    .map(([, confusion]) => confusion);
}

/**
 * Expected calibration error, 0–1: the mean gap between confidence and share of right answers, over bins of equal width
 * weighted by size (Guo, Pleiss, Sun and Weinberger 2017). 0 without rows. (Default: 15 bins, as there.)
 */
export function expectedCalibrationError(
  rows: readonly { confidence: number; isRight: boolean }[],
  binCount = 15,
): number {
  const bins = Array.from({ length: binCount }, () => ({ confidence: 0, right: 0 }));
  for (const { confidence, isRight } of rows) {
    // Bins are open below and closed above, so 1 falls into the last one.
    const bin = bins[Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1))]!;
    bin.confidence += confidence;
    bin.right += isRight ? 1 : 0;
  }
  return ratio(sum(bins.map(({ confidence, right }) => Math.abs(confidence - right))), rows.length);
}

function labelsOf({ truth, predicted }: LabelPairs): string[] {
  return [...new Set([...truth, ...predicted])].sort();
}

function countOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function rates(hits: number, claimed: number, actual: number): PrecisionRecall {
  return { precision: ratio(hits, claimed), recall: ratio(hits, actual), f1: ratio(2 * hits, claimed + actual) };
}

function mean(rows: readonly LabelMetrics[], weightOf: (row: LabelMetrics) => number): PrecisionRecall {
  const total = sum(rows.map(weightOf));
  const of = (field: keyof PrecisionRecall) => ratio(sum(rows.map((row) => row[field] * weightOf(row))), total);
  return { precision: of("precision"), recall: of("recall"), f1: of("f1") };
}

function agreement(hits: number, actual: Map<string, number>, claimed: Map<string, number>, count: number) {
  const both = sum([...actual].map(([label, times]) => times * (claimed.get(label) ?? 0)));
  const squares = (counts: Map<string, number>) => sum([...counts.values()].map((times) => times * times));
  const all = count * count;
  const spread = Math.sqrt((all - squares(claimed)) * (all - squares(actual)));
  return {
    mcc: ratio(hits * count - both, spread),
    cohenKappa: all === both ? null : (hits * count - both) / (all - both),
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
