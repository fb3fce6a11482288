import { hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { words } from "@/lib/platform/text/words";

/** Features are told apart by this many values. */
const BUCKETS = 1 << 16;
/** Of a word in a label (Lidstone 1920). */
const SMOOTHING = 0.1;

/** Examples as numbers: what occurs in each text, and the index of its label. */
export type Labelled = { labels: string[]; features: number[][]; labelOf: number[] };

export function toLabelled(examples: readonly { text: string; label: string }[]): Labelled {
  const labels = [...new Set(examples.map(({ label }) => label))];
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  return {
    labels,
    features: examples.map(({ text }) => Array.from(hashWordNgrams(words(text), 2), (hash) => hash % BUCKETS)),
    labelOf: examples.map(({ label }) => indexOf.get(label)!),
  };
}

/** A multinomial naive Bayes over words and pairs of words, quick enough to be learnt again and again. */
export type LabelModel = {
  counts: Map<number, Float64Array>;
  totals: Float64Array;
  rows: Float64Array;
  distinct: number;
};

/** Learns from the examples whose row `isLearnt`. */
export function learnLabels({ labels, features, labelOf }: Labelled, isLearnt: (row: number) => boolean): LabelModel {
  const counts = new Map<number, Float64Array>();
  const totals = new Float64Array(labels.length);
  const rows = new Float64Array(labels.length);
  for (const [row, own] of features.entries()) {
    if (!isLearnt(row)) continue;
    const label = labelOf[row]!;
    rows[label]!++;
    for (const feature of own) {
      let perLabel = counts.get(feature);
      if (!perLabel) counts.set(feature, (perLabel = new Float64Array(labels.length)));
      perLabel[label]!++;
      totals[label]!++;
    }
  }
  return { counts, totals, rows, distinct: counts.size };
}

/** The likeliest label of a text, and the chance of each label, 0–1. */
export function judgeText(
  { counts, totals, rows, distinct }: LabelModel,
  features: readonly number[],
): { best: number; chances: Float64Array } {
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
  const sum = scores.reduce((all, score) => all + Math.exp(score - scores[best]!), 0);
  return { best, chances: scores.map((score) => Math.exp(score - scores[best]!) / sum) };
}
