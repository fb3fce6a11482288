import { setImmediate } from "node:timers/promises";
import { hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { words } from "@/lib/platform/text/words";

export type Suspected = {
  /** How much a model that did not learn from the example disagrees with its label, 0–1. */
  suspicion: number;
  /** What it says instead; null when it agrees. */
  label: string | null;
};

const FOLDS = 5;
/** Features are told apart by this many values. */
const BUCKETS = 1 << 16;
/** Of a word in a label (Lidstone 1920). */
const SMOOTHING = 0.1;
/** Below this many examples of a label in the other folds nothing can be said of it. */
const MIN_OF_LABEL = 3;

/**
 * Looks for wrong labels: each fifth of the examples is judged by a multinomial naive Bayes over words and pairs of
 * words that learnt from the other four fifths (confident learning in its simplest form: Northcutt, Jiang and Chuang
 * 2021). Suspicion is the chance that it gives to its own answer, divided by the number of features at work (naive
 * Bayes is far too sure otherwise), when that answer is another label, else 0. Examples of labels with too few others
 * are null. Gives way to other work between folds.
 */
export async function suspectLabels(
  examples: readonly { text: string; label: string }[],
): Promise<(Suspected | null)[]> {
  const labels = [...new Set(examples.map(({ label }) => label))];
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const features = examples.map(({ text }) => Array.from(hashWordNgrams(words(text), 2), (hash) => hash % BUCKETS));
  const labelOf = examples.map(({ label }) => indexOf.get(label)!);
  const result: (Suspected | null)[] = examples.map(() => null);
  for (let fold = 0; fold < FOLDS; fold++) {
    await setImmediate();
    const model = learn(features, labelOf, labels.length, fold);
    for (let row = fold; row < examples.length; row += FOLDS) {
      const own = labelOf[row]!;
      if (model.rows[own]! < MIN_OF_LABEL || features[row]!.length === 0) continue;
      const { best, chance } = judge(model, features[row]!);
      result[row] = best === own ? { suspicion: 0, label: null } : { suspicion: chance, label: labels[best]! };
      if (row % 500 === fold) await setImmediate();
    }
  }
  return result;
}

type Model = { counts: Map<number, Float64Array>; totals: Float64Array; rows: Float64Array; distinct: number };

function learn(features: readonly number[][], labelOf: readonly number[], labelCount: number, fold: number): Model {
  const counts = new Map<number, Float64Array>();
  const totals = new Float64Array(labelCount);
  const rows = new Float64Array(labelCount);
  for (const [row, own] of features.entries()) {
    if (row % FOLDS === fold) continue;
    const label = labelOf[row]!;
    rows[label]!++;
    for (const feature of own) {
      let perLabel = counts.get(feature);
      if (!perLabel) counts.set(feature, (perLabel = new Float64Array(labelCount)));
      perLabel[label]!++;
      totals[label]!++;
    }
  }
  return { counts, totals, rows, distinct: counts.size };
}

function judge(
  { counts, totals, rows, distinct }: Model,
  features: readonly number[],
): { best: number; chance: number } {
  const known = features.flatMap((feature) => counts.get(feature) ?? []);
  const total = rows.reduce((sum, count) => sum + count, 0);
  const scores = Float64Array.from(totals, (words, label) => {
    if (rows[label] === 0) return -Infinity;
    let score = 0;
    for (const perLabel of known) score += Math.log((perLabel[label]! + SMOOTHING) / (words + SMOOTHING * distinct));
    // One feature's weight each: the mean keeps the chances of long texts comparable with those of short ones.
    return (4 * score) / Math.max(1, known.length) + Math.log(rows[label]! / total) / 4;
  });
  const best = scores.reduce((top, score, label) => (score > scores[top]! ? label : top), 0);
  const chance = 1 / scores.reduce((sum, score) => sum + Math.exp(score - scores[best]!), 0);
  return { best, chance };
}
