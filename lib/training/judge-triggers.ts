import type { GiverClass } from "@/lib/feedback";
import { balancedCount } from "@/lib/feedback";
import { compareCategories, compareValues, wilsonInterval } from "@/lib/platform/stats";
import { designCusum, FALSE_ALARM_RATE, runCusum, UNCHANGED_ITEMS } from "./bernoulli-cusum";
import type { RetrainSettings, Trigger } from "./schemas";

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const HOUR_MS = 3_600_000;

/** What accuracy is compared with. */
export type Baseline = {
  /** 0–1. */
  accuracy: number;
  /** `validation`: of the version that serves. `judged`: what people found before. `wanted`: nothing is known. */
  from: "validation" | "judged" | "wanted";
};

export type AccuracyFacts = {
  /** Whether each judged answer was right, the oldest first. */
  answers: readonly boolean[];
  givers: number;
  baseline: Baseline;
};

/**
 * Accuracy under the threshold. Compared with what is usual, at most the threshold: a model that was never better does
 * not alarm for ever, and one that was better may fall to the threshold.
 */
export function judgeAccuracy(
  { answers, givers, baseline }: AccuracyFacts,
  { accuracyThreshold, drop, minGivers }: RetrainSettings,
): Trigger {
  const kind = "accuracy" as const;
  const threshold = Math.min(accuracyThreshold, baseline.accuracy);
  if (answers.length === 0) {
    return { kind, state: "unknown", value: null, threshold, reason: "Nobody has judged an answer since the last run" };
  }
  const right = answers.filter(Boolean).length;
  const value = right / answers.length;
  const { alarmAfter } = runCusum(designCusum(threshold, drop), answers);
  const { low, high } = wilsonInterval({ successes: right, trials: answers.length });
  const measured = `${right} of ${answers.length} judged answers were right (${percent(value)}, 95 % interval ${percent(low)} to ${percent(high)})`;
  const usual = {
    validation: "the version's own validation",
    judged: "what was judged before",
    wanted: "what is wanted",
  }[baseline.from];
  if (alarmAfter === null) {
    return {
      kind,
      state: "quiet",
      value,
      threshold,
      reason: `${measured}: no drop below ${percent(threshold)} (${usual}) is evident`,
    };
  }
  if (givers < minGivers) {
    return {
      kind,
      state: "quiet",
      value,
      threshold,
      reason: `${measured}, but only ${givers} of the ${minGivers} givers that are asked for`,
    };
  }
  return {
    kind,
    state: "fires",
    value,
    threshold,
    reason: `${measured}: it fell below ${percent(threshold)} (${usual}), evident after ${alarmAfter} answers. Without a change this happens in at most ${FALSE_ALARM_RATE * 100} % of ${UNCHANGED_ITEMS} answers`,
  };
}

/** Newly accepted examples; of each giver no more count than a share of all. */
export function judgeExamples(
  classes: readonly GiverClass[],
  { exampleCount, maxShareOfGiver, minGivers }: RetrainSettings,
): Trigger {
  const kind = "examples" as const;
  const all = classes.reduce((sum, { entriesEach, givers }) => sum + entriesEach * givers, 0);
  const givers = classes.reduce((sum, one) => sum + one.givers, 0);
  const value = Math.floor(balancedCount(classes, maxShareOfGiver) + 1e-9);
  const counted = `${value} accepted examples count (${all} by ${givers} ${givers === 1 ? "giver" : "givers"}, none with more than ${percent(Math.max(maxShareOfGiver, 1 / Math.max(1, givers)))})`;
  if (value < exampleCount) {
    return {
      kind,
      state: "quiet",
      value,
      threshold: exampleCount,
      reason: `${counted}; ${exampleCount} are worth a run`,
    };
  }
  if (givers < minGivers) {
    return {
      kind,
      state: "quiet",
      value,
      threshold: exampleCount,
      reason: `${counted}, but ${minGivers} givers are asked for`,
    };
  }
  return { kind, state: "fires", value, threshold: exampleCount, reason: `${counted}: enough for a run` };
}

export type TimeFacts = { now: Date; lastRunAt: Date | null; newExamples: number };

/** Time alone is no reason: without a new example the same model would come out again. */
export function judgeTime({ now, lastRunAt, newExamples }: TimeFacts, { hours }: RetrainSettings): Trigger {
  const kind = "time" as const;
  if (hours === null) return { kind, state: "off", value: null, threshold: null, reason: "Not watched" };
  if (lastRunAt === null) {
    return { kind, state: "unknown", value: null, threshold: hours, reason: "Nothing was trained yet" };
  }
  const value = (now.getTime() - lastRunAt.getTime()) / HOUR_MS;
  const since = `The last run was ${value.toFixed(1)} hours ago`;
  if (value < hours)
    return { kind, state: "quiet", value, threshold: hours, reason: `${since}; after ${hours} it is time` };
  if (newExamples === 0) {
    return {
      kind,
      state: "quiet",
      value,
      threshold: hours,
      reason: `${since}, but there is no new example to learn from`,
    };
  }
  return { kind, state: "fires", value, threshold: hours, reason: `${since}, and ${newExamples} examples are new` };
}

/** Answers on each side of a comparison; fewer tell nothing. */
const MIN_DRIFT_ROWS = 200;
/** A change has to be as unlikely as this, and large: looked at every few minutes, one test alone would fire too often. */
const DRIFT_P = 0.001;
const DRIFT_DISTANCE = 0.15;
/** Labels beyond the commonest are compared as one. */
const MAX_CATEGORIES = 20;

export type DriftRows = readonly { input: string; label: string | null; confidence: number | null }[];

/** Whether what is asked has changed: length of the texts, and how sure the model is of them. */
export function judgeInputDrift(reference: DriftRows, current: DriftRows, { driftIndex }: RetrainSettings): Trigger {
  const kind = "input_drift" as const;
  const unknown = tooFew(kind, reference, current, driftIndex);
  if (unknown) return unknown;
  const lengths = compareValues(reference.map(lengthOf), current.map(lengthOf));
  const sure = (rows: DriftRows) => rows.flatMap(({ confidence }) => confidence ?? []);
  const confidence = compareValues(sure(reference), sure(current));
  const value = lengths.decidable
    ? correctedIndex(lengths.psi, lengths.innerEdges.length + 1, reference.length, current.length)
    : 0;
  const isLonger = lengths.decidable && lengths.p < DRIFT_P && value > driftIndex!;
  const isLessSure = confidence.decidable && confidence.p < DRIFT_P && confidence.distance > DRIFT_DISTANCE;
  const facts = `index of the texts' length ${value.toFixed(2)}${confidence.decidable ? `, distance of the confidence ${confidence.distance.toFixed(2)}` : ""}`;
  return isLonger || isLessSure
    ? { kind, state: "fires", value, threshold: driftIndex, reason: `Other texts come in than before: ${facts}` }
    : { kind, state: "quiet", value, threshold: driftIndex, reason: `The texts are like those before: ${facts}` };
}

/** Whether the labels that are answered come in other shares than before. */
export function judgeLabelDrift(reference: DriftRows, current: DriftRows, { driftIndex }: RetrainSettings): Trigger {
  const kind = "label_drift" as const;
  const unknown = tooFew(kind, reference, current, driftIndex);
  if (unknown) return unknown;
  const [before, now] = countLabels(reference, current);
  const compared = compareCategories(before, now);
  if (!compared.decidable)
    return { kind, state: "unknown", value: null, threshold: driftIndex, reason: "There is nothing to compare" };
  const value = correctedIndex(compared.psi, before.length, reference.length, current.length);
  const facts = `stability index ${value.toFixed(2)}, Jensen-Shannon divergence ${compared.divergenceBits.toFixed(3)} bit, chi-square p ${(compared.p ?? 1).toPrecision(2)}`;
  const fires = value > driftIndex! && (compared.p ?? 1) < DRIFT_P;
  return fires
    ? {
        kind,
        state: "fires",
        value,
        threshold: driftIndex,
        reason: `Labels come in other shares than before: ${facts}`,
      }
    : { kind, state: "quiet", value, threshold: driftIndex, reason: `Labels come in the same shares: ${facts}` };
}

/**
 * The index less what chance alone brings: without a change its mean is about (categories − 1)(1 / n + 1 / m)
 * (Yurdakul 2018). Not below 0.
 */
const correctedIndex = (psi: number, categories: number, n: number, m: number): number =>
  Math.max(0, psi - (categories - 1) * (1 / n + 1 / m));

function tooFew(
  kind: Trigger["kind"],
  reference: DriftRows,
  current: DriftRows,
  driftIndex: number | null,
): Trigger | null {
  if (driftIndex === null) return { kind, state: "off", value: null, threshold: null, reason: "Not watched" };
  const least = Math.min(reference.length, current.length);
  if (least >= MIN_DRIFT_ROWS) return null;
  return {
    kind,
    state: "unknown",
    value: null,
    threshold: driftIndex,
    reason: `Too few answers to compare: ${reference.length} before and ${current.length} now, ${MIN_DRIFT_ROWS} each are needed`,
  };
}

const lengthOf = ({ input }: DriftRows[number]): number => Math.log2(1 + input.split(/\s+/).length);

/** Counts of the same labels in both, the commonest by name and all others as one. */
function countLabels(reference: DriftRows, current: DriftRows): [number[], number[]] {
  const count = (rows: DriftRows) => {
    const counts = new Map<string, number>();
    for (const { label } of rows) counts.set(label ?? "", (counts.get(label ?? "") ?? 0) + 1);
    return counts;
  };
  const [before, now] = [count(reference), count(current)];
  const common = [...new Set([...before.keys(), ...now.keys()])]
    .map((label) => ({ label, total: (before.get(label) ?? 0) + (now.get(label) ?? 0) }))
    .sort((a, b) => b.total - a.total)
    .slice(0, MAX_CATEGORIES - 1)
    .map(({ label }) => label);
  const listed = (counts: Map<string, number>, rows: DriftRows) => {
    const named = common.map((label) => counts.get(label) ?? 0);
    return [...named, rows.length - named.reduce((sum, one) => sum + one, 0)];
  };
  const [a, b] = [listed(before, reference), listed(now, current)];
  return a.at(-1) === 0 && b.at(-1) === 0 ? [a.slice(0, -1), b.slice(0, -1)] : [a, b];
}
