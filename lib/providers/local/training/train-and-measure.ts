import { createHash } from "node:crypto";
import { invalidInput } from "@/lib/platform/errors";
import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import { classificationMetrics, expectedCalibrationError, topConfusions } from "@/lib/platform/stats/classification";
import {
  serializeClassifier,
  splitByText,
  trainClassifiers,
  type ClassifierKind,
  type LabelledText,
  type TrainedClassifier,
} from "../classifiers";
import { membersOf, type MemberKind } from "../classifiers/classifier";
import type { MemberSettings } from "../classifiers/member-settings";
import type { CurvePoint, MeasuredModel, ModelMetrics } from "./measured-model";
import { searchSettings, type SearchOptions, type SettingsSearch } from "./search-settings";
import { threadCpuSeconds } from "./thread-cpu";

const MAX_CONFUSIONS = 50;
const TIMED_PREDICTIONS = 500;
const WARM_UP_PREDICTIONS = 50;

/** The first training also trains for calibration, so it is about this share of the work. */
const FIRST_SHARE = 0.6;

/** What a member's training takes in comparison with the others', so that progress moves evenly. */
const WORK = { nb: 1, tfidf: 5, encoder: 9, nearest: 2 } as const satisfies Record<MemberKind, number>;

const work = (members: readonly MemberKind[]): number => members.reduce((sum, member) => sum + WORK[member], 0);

export type TrainAndMeasureOptions = {
  rows: readonly LabelledText[];
  /** One per row, when a classifier needs them. */
  embeddings?: readonly Float32Array[];
  classifiers: readonly ClassifierKind[];
  seed: number;
  /** Share of each label's rows that is held out, 0–1. */
  validationShare: number;
  /** Measures every classifier on growing parts of the rows, too. (Default: false, it takes as long again.) */
  hasCurve?: boolean;
  /** Looks for better settings first, on a part of the rows to train on, at most so many seconds; null = the defaults. */
  searchSeconds?: number | null;
  onTry?: SearchOptions["onTry"];
  /** `share` (0–1) of the whole work; it works on `member` now, which learns from `learningFrom` rows. */
  onProgress: (progress: { member: MemberKind; share: number; learningFrom: number }) => void;
};

/**
 * Trains on a part of the rows, measures on the rest, then trains again on all of them: the first training tells how
 * good the recipe is, the second makes the best of the examples. Throws `invalid_input` when nothing can be held out.
 */
export function trainAndMeasure(options: TrainAndMeasureOptions): MeasuredModel[] {
  const { rows, embeddings, classifiers, seed, validationShare } = options;
  const { train, heldOut } = splitRows(rows, validationShare, seed);
  const members = membersOf(classifiers);
  const found = options.searchSeconds
    ? searchSettings({
        rows: pick(rows, train),
        embeddings: embeddings && pick(embeddings, train),
        members,
        seed,
        capSeconds: options.searchSeconds,
        ...(options.onTry && { onTry: options.onTry }),
      })
    : null;
  const tuned = found ? { settings: found.settings } : {};
  const cpu = new MemberCpu();
  const settings = (learningFrom: number, from: number, to: number) => ({
    seed,
    ...tuned,
    onProgress: ({ member, share }: { member: MemberKind; share: number }) => {
      cpu.charge(member);
      const shareOfTraining = (work(members.slice(0, members.indexOf(member))) + share * WORK[member]) / work(members);
      options.onProgress({ member, share: from + shareOfTraining * (to - from), learningFrom });
    },
  });
  const measured = trainClassifiers(classifiers, pick(rows, train), {
    ...settings(train.length, 0, FIRST_SHARE),
    ...(embeddings ? { embeddings: pick(embeddings, train) } : {}),
  });
  const final = trainClassifiers(classifiers, rows, {
    ...settings(rows.length, FIRST_SHARE, 1),
    ...(embeddings ? { embeddings } : {}),
    calibrateLike: measured,
  });
  const curves = options.hasCurve
    ? learningCurves({ classifiers, rows, embeddings, train, heldOut, seed, measured, tuned })
    : new Map<ClassifierKind, CurvePoint[]>();
  return measured.map((classifier, index) => {
    const artefact = serializeClassifier(final[index]!);
    return {
      classifier: classifier.kind,
      artefact,
      sha256: createHash("sha256").update(artefact).digest("hex"),
      labels: [...final[index]!.labels],
      ...measure(classifier, rows, embeddings, { train, heldOut }),
      curve: curves.get(classifier.kind) ?? [],
      search: found && ofMembers(found.search, membersOf([classifier.kind])),
      trainCpuSeconds: cpu.secondsOf(classifier),
      p95Ms: predictionMsP95(final[index]!, rows, embeddings),
    };
  });
}

const ofMembers = (search: SettingsSearch, members: readonly MemberKind[]): SettingsSearch => ({
  ...search,
  tried: search.tried.filter(({ member }) => members.includes(member)),
});

/** Parts of the training rows that the curve is measured at; the whole is measured anyway. */
const CURVE_SHARES = [0.1, 0.25, 0.5];

type CurveParts = {
  classifiers: readonly ClassifierKind[];
  rows: readonly LabelledText[];
  embeddings: readonly Float32Array[] | undefined;
  train: Uint32Array;
  heldOut: Uint32Array;
  seed: number;
  measured: readonly TrainedClassifier[];
  tuned: { settings?: MemberSettings };
};

/** Accuracy on the held-out rows after learning from growing parts, each holding the ones before. */
function learningCurves(parts: CurveParts): Map<ClassifierKind, CurvePoint[]> {
  const { classifiers, rows, embeddings, train, heldOut, seed, measured, tuned } = parts;
  const accuracyOf = (classifier: TrainedClassifier) =>
    heldOut.filter((row) => classifier.predict(inputOf(rows[row]!, embeddings?.[row])).label === rows[row]!.label)
      .length / heldOut.length;
  const curves = new Map(classifiers.map((kind) => [kind, [] as CurvePoint[]]));
  const order = shuffle([...train], seededRandom(seed));
  for (const share of CURVE_SHARES) {
    const part = Uint32Array.from(order.slice(0, Math.round(share * order.length))).sort();
    const own = pick(rows, part);
    if (new Set(own.map(({ label }) => label)).size < 2) continue;
    const trained = trainClassifiers(classifiers, own, {
      seed,
      ...tuned,
      ...(embeddings ? { embeddings: pick(embeddings, part) } : {}),
      calibrateLike: measured,
    });
    for (const one of trained) curves.get(one.kind)?.push({ trainCount: part.length, accuracy: accuracyOf(one) });
  }
  for (const one of measured) curves.get(one.kind)?.push({ trainCount: train.length, accuracy: accuracyOf(one) });
  return curves;
}

function splitRows(rows: readonly LabelledText[], share: number, seed: number) {
  const split = splitByText(rows, share, seed);
  if (split.heldOut.length === 0) {
    throw invalidInput(
      `There are ${new Set(rows.map(({ label }) => label)).size} labels for ${rows.length} examples, too few to hold any out for measuring: give each label at least ${Math.ceil(0.5 / share)} examples`,
    );
  }
  return split;
}

function measure(
  classifier: TrainedClassifier,
  rows: readonly LabelledText[],
  embeddings: readonly Float32Array[] | undefined,
  { train, heldOut }: { train: Uint32Array; heldOut: Uint32Array },
): Pick<MeasuredModel, "metrics" | "heldOut"> {
  const tested = pick(rows, heldOut);
  const answers = Array.from(heldOut, (row) => classifier.predict(inputOf(rows[row]!, embeddings?.[row])));
  const pairs = { truth: tested.map(({ label }) => label), predicted: answers.map(({ label }) => label) };
  const metrics = classificationMetrics(pairs);
  const seen = new Set(pairs.truth);
  const ofModel: ModelMetrics = {
    accuracy: metrics.accuracy,
    macroF1: metrics.macro.f1,
    perLabel: metrics.perLabel,
    topConfusions: topConfusions(pairs, MAX_CONFUSIONS),
    ece: expectedCalibrationError(
      answers.map(({ label, confidence }, index) => ({ confidence, isRight: label === pairs.truth[index] })),
    ),
    trainCount: train.length,
    validationCount: heldOut.length,
    unmeasuredLabels: classifier.labels.filter((label) => !seen.has(label)),
  };
  return {
    metrics: ofModel,
    heldOut: answers.map(({ evidence: _, ...answer }, index) => ({ row: heldOut[index]!, ...answer })),
  };
}

function predictionMsP95(
  classifier: TrainedClassifier,
  rows: readonly LabelledText[],
  embeddings: readonly Float32Array[] | undefined,
): number {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP_PREDICTIONS + TIMED_PREDICTIONS; turn++) {
    const row = turn % rows.length;
    const startedMs = performance.now();
    classifier.predict(inputOf(rows[row]!, embeddings?.[row]));
    if (turn >= WARM_UP_PREDICTIONS) times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1]!;
}

const inputOf = ({ text }: LabelledText, embedding: Float32Array | undefined) => ({
  text,
  ...(embedding ? { embedding } : {}),
});

const pick = <T>(items: readonly T[], rows: Uint32Array): T[] => Array.from(rows, (row) => items[row]!);

/** Processor time of the thread, charged to the member that was being trained. */
class MemberCpu {
  readonly #seconds = new Map<MemberKind, number>();
  #last = threadCpuSeconds();

  charge(member: MemberKind): void {
    const now = threadCpuSeconds();
    this.#seconds.set(member, (this.#seconds.get(member) ?? 0) + now - this.#last);
    this.#last = now;
  }

  secondsOf({ kind }: TrainedClassifier): number {
    return membersOf([kind]).reduce((sum, member) => sum + (this.#seconds.get(member) ?? 0), 0);
  }
}
