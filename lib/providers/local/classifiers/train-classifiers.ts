import { invalidInput } from "@/lib/platform/errors";
import { fitScoreFactor } from "./calibration";
import { membersOf, type ClassifierKind, type LabelledText, type MemberKind } from "./classifier";
import { fitCouncilWeights } from "./council-weights";
import type { MemberSettings } from "./member-settings";
import { trainMember } from "./train-member";
import type { Scorer, TrainingSet } from "./scorer";
import { logSoftmax } from "./softmax";
import { stratifiedFolds, type Split } from "./stratified";
import { extractFeatures } from "./text-features";
import { TrainedClassifier, type Member } from "./trained-classifier";

const FOLDS = 5;

/** Enough held-out rows to fit a handful of numbers; more folds would only cost time. */
const ENOUGH_HELD_OUT = 1_500;

/** The label's index is stored in 16 bits. */
const MAX_LABELS = 10_000;

export type TrainOptions = {
  seed: number;
  /** One per example; required when a classifier needs embeddings. */
  embeddings?: readonly Float32Array[];
  /** `share` (0–1) of the training of `member`. Members are trained one after the other. */
  onProgress?: (progress: { member: MemberKind; share: number }) => void;
  /** Asked many times a second; when it says so, training throws. */
  isCancelled?: () => boolean;
  /**
   * The same classifiers trained on a part of these examples: their calibration and weights are taken over, which
   * saves the training for it. (Default: rows are held out for that.)
   */
  calibrateLike?: readonly TrainedClassifier[];
  /** (Default: `DEFAULT_SETTINGS`.) */
  settings?: MemberSettings;
};

/**
 * Trains classifiers from the same examples; members that several of them use are trained once. The numbers that make
 * confidence honest and the council's weights come from rows that the members had not seen (a fifth of the rows, or
 * all of them in turn when there are few); then the members are trained on all rows.
 * The same examples, seed and machine give the same bytes. Throws `invalid_input` for fewer than two labels.
 */
export function trainClassifiers(
  kinds: readonly ClassifierKind[],
  examples: readonly LabelledText[],
  options: TrainOptions,
): TrainedClassifier[] {
  const { labels, set } = toTrainingSet(examples, options.embeddings);
  const splits = options.calibrateLike ? [] : calibrationSplits(set.labels, options.seed);
  const scorers = new Map(membersOf(kinds).map((kind) => [kind, trainPasses(kind, set, splits, options)]));

  const heldOutLabels = Uint32Array.from(
    splits.flatMap(({ heldOut }) => Array.from(heldOut, (row) => set.labels[row]!)),
  );
  const members = new Map(
    [...scorers].map(([kind, { scorer, heldOutScores }]) => {
      const known = knownFactor(kind, options.calibrateLike);
      return [kind, { scorer, scoreFactor: known ?? fitScoreFactor({ scores: heldOutScores, labels: heldOutLabels }) }];
    }),
  );
  return kinds.map((kind) => {
    const own = membersOf([kind]).map((member): Member => members.get(member)!);
    if (own.length === 1) return new TrainedClassifier(kind, labels, own, new Float64Array([1]));
    const known = options.calibrateLike?.find((classifier) => classifier.kind === kind)?.weights;
    return new TrainedClassifier(kind, labels, own, known ?? stack(own, scorers, heldOutLabels));
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

type Trained = { scorer: Scorer; heldOutScores: Float64Array[] };

function trainPasses(kind: MemberKind, set: TrainingSet, splits: readonly Split[], options: TrainOptions): Trained {
  const passes = splits.length + 1;
  const train = (part: TrainingSet, pass: number) =>
    trainMember(
      kind,
      part,
      options.seed,
      (share) => {
        if (options.isCancelled?.()) throw new Error("The training was cancelled");
        options.onProgress?.({ member: kind, share: (pass + share) / passes });
      },
      options.settings,
    );
  const heldOutScores = splits.flatMap((split, pass) => {
    const scorer = train(pick(set, split.train), pass);
    return Array.from(split.heldOut, (row) => scorer.score(set.rows[row]!));
  });
  return { scorer: train(set, splits.length), heldOutScores };
}

function stack(
  council: readonly Member[],
  scorers: ReadonlyMap<MemberKind, Trained>,
  labels: Uint32Array,
): Float64Array {
  const opinions = Array.from(labels, (_, row) =>
    council.map(({ scorer, scoreFactor }) => logSoftmax(scorers.get(scorer.kind)!.heldOutScores[row]!, scoreFactor)),
  );
  return fitCouncilWeights(opinions, labels, council.length);
}

const knownFactor = (kind: MemberKind, like: readonly TrainedClassifier[] | undefined): number | undefined =>
  like?.flatMap(({ members }) => members).find(({ scorer }) => scorer.kind === kind)?.scoreFactor;

export function toTrainingSet(examples: readonly LabelledText[], embeddings: readonly Float32Array[] | undefined) {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  requireLabels(labels);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const set: TrainingSet = {
    rows: examples.map(({ text }, index) => extractFeatures(text, embeddings?.[index])),
    texts: examples.map(({ text }) => text),
    labels: Uint32Array.from(examples, ({ label }) => indexOf.get(label)!),
    labelCount: labels.length,
  };
  return { labels, set };
}

function calibrationSplits(labels: Uint32Array, seed: number): Split[] {
  const perFold = Math.max(1, labels.length / FOLDS);
  const used = Math.min(FOLDS, Math.ceil(ENOUGH_HELD_OUT / perFold));
  return stratifiedFolds(labels, FOLDS, seed)
    .slice(0, used)
    .filter(({ train, heldOut }) => train.length > 0 && heldOut.length > 0);
}

function pick({ rows, texts, labels, labelCount }: TrainingSet, indices: Uint32Array): TrainingSet {
  return {
    rows: Array.from(indices, (row) => rows[row]!),
    texts: Array.from(indices, (row) => texts[row]!),
    labels: indices.map((row) => labels[row]!),
    labelCount,
  };
}

function requireLabels(labels: readonly string[]): void {
  if (labels.length < 2) {
    const found = labels.length === 1 ? `all examples have the label \`${labels[0]}\`` : "there are no examples";
    throw invalidInput(`A classifier needs examples of at least two labels, but ${found}`);
  }
  if (labels.length > MAX_LABELS) {
    throw invalidInput(
      `There are ${labels.length} labels, and at most ${MAX_LABELS} can be learnt: is the right column taken as the label?`,
    );
  }
}
