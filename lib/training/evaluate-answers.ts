import {
  classificationMetrics,
  confusionMatrix,
  expectedCalibrationError,
  scoredLabelMetrics,
  topConfusions,
  wilsonInterval,
} from "@/lib/platform/stats";
import type { CalibrationBin, Evaluation, Slice } from "./evaluation-schemas";

/** One held-out example with what a version answered. */
export type HeldOutAnswer = {
  truth: string;
  predicted: string;
  /** 0–1; null when the model does not tell. */
  confidence: number | null;
  /** Confidence in each label, the likeliest first; may leave some out. */
  alternatives: readonly { label: string; confidence: number }[];
  characters: number;
  /** import | user | expert | automated. */
  source: string;
};

/** The same with the example itself: its text, and its place in the dataset. */
export type AnsweredExample = HeldOutAnswer & { text: string; position: number };

const MAX_CONFUSIONS = 50;
const CALIBRATION_BINS = 15;
/** So many alternatives are kept with an answer. */
const MAX_SCORED_LABELS = 5;

/** All that a page tells of a version's answers. Definitions as in scikit-learn; without answers every rate is 0. */
export function evaluateAnswers(answers: readonly HeldOutAnswer[]): Evaluation {
  const pairs = { truth: answers.map(({ truth }) => truth), predicted: answers.map(({ predicted }) => predicted) };
  const metrics = classificationMetrics(pairs);
  const labels = metrics.perLabel.map(({ label }) => label);
  const right = answers.filter(isRight).length;
  const interval = wilsonInterval({ successes: right, trials: answers.length });
  const scored = answers.flatMap((answer) =>
    answer.confidence === null ? [] : [{ confidence: answer.confidence, isRight: isRight(answer) }],
  );
  const { count, accuracy, macro, micro, weighted, balancedAccuracy, mcc, perLabel } = metrics;
  return {
    count,
    accuracy,
    accuracyLow: interval.low,
    accuracyHigh: interval.high,
    macro,
    micro,
    weighted,
    balancedAccuracy,
    mcc,
    perLabel,
    confusions: { labels, cells: cellsOf(confusionMatrix(pairs, labels)) },
    topConfusions: topConfusions(pairs, MAX_CONFUSIONS),
    calibration: calibrationOf(scored),
    ece: answers.length > 0 && scored.length === 0 ? null : expectedCalibrationError(scored, CALIBRATION_BINS),
    auc: aucOf(answers, labels),
    slices: [...slicesBy(answers, "length", lengthName), ...slicesBy(answers, "source", ({ source }) => source)],
  };
}

const isRight = ({ truth, predicted }: HeldOutAnswer): boolean => truth === predicted;

function cellsOf(matrix: readonly (readonly number[])[]): Evaluation["confusions"]["cells"] {
  return matrix.flatMap((row, truth) =>
    row.flatMap((count, answered): [number, number, number][] => (count > 0 ? [[truth, answered, count]] : [])),
  );
}

function calibrationOf(rows: readonly { confidence: number; isRight: boolean }[]): CalibrationBin[] {
  return Array.from({ length: CALIBRATION_BINS }, (_, index) => {
    const [from, to] = [index / CALIBRATION_BINS, (index + 1) / CALIBRATION_BINS];
    const own = rows.filter(({ confidence }) => (index === 0 || confidence > from) && confidence <= to);
    const mean = (valueOf: (row: (typeof own)[number]) => number) =>
      own.length === 0 ? null : own.reduce((sum, row) => sum + valueOf(row), 0) / own.length;
    return {
      from,
      to,
      count: own.length,
      confidence: mean(({ confidence }) => confidence),
      accuracy: mean((row) => Number(row.isRight)),
    };
  });
}

/** Each label against all others, averaged over those that occur (macro, one versus rest). */
function aucOf(answers: readonly HeldOutAnswer[], labels: readonly string[]): number | null {
  if (labels.length > MAX_SCORED_LABELS) return null;
  const areas = labels.flatMap((label) => {
    const scores = answers.map(({ truth, alternatives }) => ({
      score: Math.min(1, Math.max(0, alternatives.find((one) => one.label === label)?.confidence ?? 0)),
      isTrue: truth === label,
    }));
    const area = scoredLabelMetrics(scores)?.rocAuc ?? null;
    return area === null ? [] : [area];
  });
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

const LENGTHS = [
  { below: 40, name: "under 40 characters" },
  { below: 120, name: "40 to 119 characters" },
  { below: 400, name: "120 to 399 characters" },
  { below: Infinity, name: "400 characters and more" },
] as const;

const lengthName = ({ characters }: HeldOutAnswer): string => LENGTHS.find(({ below }) => characters < below)!.name;

function slicesBy(
  answers: readonly HeldOutAnswer[],
  by: Slice["by"],
  nameOf: (answer: HeldOutAnswer) => string,
): Slice[] {
  const groups = new Map<string, { count: number; right: number }>();
  for (const answer of answers) {
    const group = groups.get(nameOf(answer)) ?? { count: 0, right: 0 };
    group.count++;
    if (isRight(answer)) group.right++;
    groups.set(nameOf(answer), group);
  }
  const order = by === "length" ? LENGTHS.map(({ name }) => name as string) : [...groups.keys()].sort();
  return order.flatMap((name) => {
    const group = groups.get(name);
    if (!group) return [];
    const interval = wilsonInterval({ successes: group.right, trials: group.count });
    return [{ by, name, count: group.count, accuracy: group.right / group.count, ...interval }];
  });
}
