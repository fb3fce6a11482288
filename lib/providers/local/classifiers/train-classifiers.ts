import { invalidInput } from "@/lib/platform/errors";
import { fitScoreFactor } from "./calibration";
import { MEMBER_KINDS, type ClassifierKind, type LabelledText, type MemberKind } from "./classifier";
import { fitCouncilWeights } from "./council-weights";
import { trainEncoderSoftmax } from "./encoder-softmax";
import { trainNaiveBayes } from "./naive-bayes";
import type { Report, Scorer, TrainingSet } from "./scorer";
import { stratifiedFolds } from "./stratified";
import { extractFeatures, type TextFeatures } from "./text-features";
import { trainTfidfSvm } from "./tfidf-svm";
import { logSoftmax } from "./softmax";
import { TrainedClassifier, type Member } from "./trained-classifier";

const FOLDS = 5;

/** Enough held-out rows to fit a handful of numbers; more folds would only cost time. */
const ENOUGH_HELD_OUT = 1_500;

/** Labels are stored in 16 bits. */
const MAX_LABELS = 10_000;

export type TrainOptions = {
  seed: number;
  /** One per example; required when a classifier needs embeddings. */
  embeddings?: readonly Float32Array[];
  onProgress?: (progress: { share: number; member: MemberKind }) => void;
  /** Asked many times a second; training then throws `cancelled`. */
  isCancelled?: () => boolean;
};

/**
 * Trains classifiers from the same examples; members that several of them use are trained once. The numbers that
 * make confidence honest and the council's weights come from rows that the members had not seen (a fifth of them, or
 * all of them in turn when there are few); then the members are trained on all rows.
 * The same examples, seed and machine give the same bytes. Throws `invalid_input` for fewer than two labels.
 */
export function trainClassifiers(
  kinds: readonly ClassifierKind[],
  examples: readonly LabelledText[],
  options: TrainOptions,
): TrainedClassifier[] {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  requireLabels(labels);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const all: TrainingSet = {
    rows: examples.map(({ text }, index) => extractFeatures(text, options.embeddings?.[index])),
    labels: Uint32Array.from(examples, ({ label }) => indexOf.get(label)!),
    labelCount: labels.length,
  };
  const memberKinds = MEMBER_KINDS.filter((kind) => kinds.includes(kind) || kinds.includes("council"));
  const splits = calibrationSplits(all.labels, options.seed);
  const passes = splits.length + 1;
  const trainMember = (kind: MemberKind, set: TrainingSet, pass: number) =>
    train(kind, set, options.seed, (share) => {
      if (options.isCancelled?.()) throw new Error("Training was cancelled");
      options.onProgress?.({ share: (pass + share) / passes, member: kind });
    });

  const heldOutRows = splits.flatMap(({ heldOut }) => [...heldOut]);
  const heldOutLabels = Uint32Array.from(heldOutRows, (row) => all.labels[row]!);
  const scoresOf = new Map<MemberKind, Float64Array[]>();
  const members = new Map<MemberKind, Member>();
  for (const kind of memberKinds) {
    const scores = splits.flatMap(({ train, heldOut }, pass) => {
      const scorer = trainMember(kind, pick(all, train), pass);
      return Array.from(heldOut, (row) => scorer.score(all.rows[row]!));
    });
    scoresOf.set(kind, scores);
    const scoreFactor = fitScoreFactor({ scores, labels: heldOutLabels });
    members.set(kind, { scorer: trainMember(kind, all, splits.length), scoreFactor });
  }

  return kinds.map((kind) => {
    if (kind !== "council") return new TrainedClassifier(kind, labels, [members.get(kind)!], new Float64Array([1]));
    const council = memberKinds.map((member) => members.get(member)!);
    const opinions = heldOutRows.map((_, row) =>
      council.map(({ scorer, scoreFactor }) => logSoftmax(scoresOf.get(scorer.kind)![row]!, scoreFactor)),
    );
    return new TrainedClassifier(kind, labels, council, fitCouncilWeights(opinions, heldOutLabels, council.length));
  });
}

/** Trains one classifier; see `trainClassifiers`. */
export function trainClassifier(
  kind: ClassifierKind,
  examples: readonly LabelledText[],
  options: TrainOptions,
): TrainedClassifier {
  return trainClassifiers([kind], examples, options)[0]!;
}

function train(kind: MemberKind, set: TrainingSet, seed: number, report: Report): Scorer {
  switch (kind) {
    case "nb":
      return trainNaiveBayes(set, report);
    case "tfidf":
      return trainTfidfSvm(set, seed, report);
    case "encoder":
      return trainEncoderSoftmax(set, seed, report);
  }
}

function calibrationSplits(labels: Uint32Array, seed: number) {
  const perFold = Math.max(1, labels.length / FOLDS);
  const used = Math.min(FOLDS, Math.max(1, Math.ceil(ENOUGH_HELD_OUT / perFold)));
  return stratifiedFolds(labels, FOLDS, seed)
    .slice(0, used)
    .filter(({ train, heldOut }) => train.length > 0 && heldOut.length > 0);
}

function pick({ rows, labels, labelCount }: TrainingSet, indices: Uint32Array): TrainingSet {
  return {
    rows: Array.from(indices, (row) => rows[row]!),
    labels: indices.map((row) => labels[row]!),
    labelCount,
  };
}

function requireLabels(labels: readonly string[]): void {
  if (labels.length < 2) {
    throw invalidInput(
      `A classifier needs examples of at least two labels; ${labels.length === 1 ? `all of these are \`${labels[0]}\`` : "there are none"}`,
    );
  }
  if (labels.length > MAX_LABELS) {
    throw invalidInput(`There are ${labels.length} labels, and at most ${MAX_LABELS} can be learnt: is the right column taken as the label?`);
  }
}
