import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import { splitByText, type LabelledText } from "../classifiers";
import type { MemberKind } from "../classifiers/classifier";
import { DEFAULT_SETTINGS, isTunable, type MemberSettings, type TunableKind } from "../classifiers/member-settings";
import { toTrainingSet } from "../classifiers/train-classifiers";
import { trainMember } from "../classifiers/train-member";

/** One setting that was tried. */
type TriedSetting = {
  member: TunableKind;
  settings: Record<string, number | null>;
  isDefault: boolean;
  /** Rows that it learnt from, and its accuracy on the rows that the search kept aside, 0–1. */
  trainCount: number;
  accuracy: number;
  /** It is what the models are trained with. */
  isChosen: boolean;
};

export type SettingsSearch = {
  capSeconds: number;
  /** The time was over before everything was tried. */
  isCut: boolean;
  /** Rows that the settings were compared on; none of them is among those that measure the models. */
  validationCount: number;
  tried: TriedSetting[];
};

/** Settings of one member in the first round, the default among them. */
const FIRST_ROUND = 8;
/** The first round learns from this share of the rows, and the better half goes on to all of them. */
const FIRST_SHARE = 1 / 3;
const VALIDATION_SHARE = 0.25;

export type SearchOptions = {
  /** Rows to train on; what is held out to measure the models must not be among them. */
  rows: readonly LabelledText[];
  embeddings?: readonly Float32Array[] | undefined;
  members: readonly MemberKind[];
  seed: number;
  capSeconds: number;
  /** Seconds that have passed; (Default: the process's clock.) */
  secondsPassed?: () => number;
  onTry?: (progress: { member: TunableKind; done: number; total: number }) => void;
};

/**
 * Random search with one round of halving (Bergstra and Bengio 2012; Jamieson and Talwalkar 2016) over what matters for
 * each member, on rows set aside within those to train on. Equal rows and seeds try the same settings in the same order;
 * the cap decides how many of them. The default stays unless another is right more often by more than the standard
 * error of the difference: the best of many is flattered by chance.
 */
export function searchSettings(options: SearchOptions): { settings: MemberSettings; search: SettingsSearch } {
  const { rows, embeddings, members, seed, capSeconds } = options;
  const passed = options.secondsPassed ?? stopwatch();
  const split = splitByText(rows, VALIDATION_SHARE, seed + 1);
  const kinds = members.filter(isTunable);
  const settings: MemberSettings = { ...DEFAULT_SETTINGS };
  const search: SettingsSearch = { capSeconds, isCut: false, validationCount: split.heldOut.length, tried: [] };
  if (split.heldOut.length === 0) return { settings, search };
  const order = shuffle([...split.train], seededRandom(seed));
  const part = Uint32Array.from(order.slice(0, Math.ceil(order.length * FIRST_SHARE))).sort();
  const { set } = toTrainingSet(rows, embeddings);
  const total = kinds.length * (FIRST_ROUND + FIRST_ROUND / 2);
  let done = 0;

  kinds.forEach((member, index) => {
    const random = seededRandom(seed * 31 + index);
    const candidates = [
      DEFAULT_SETTINGS[member],
      ...Array.from({ length: FIRST_ROUND - 1 }, () => draw(member, random)),
    ];
    // Each member has its share of the time, and what the ones before it left.
    const until = (capSeconds * (index + 1)) / kinds.length;
    const first = attempt(candidates, part, until);
    const better = first
      .toSorted((a, b) => b.tried.accuracy - a.tried.accuracy)
      .map(({ candidate }) => candidate)
      .filter((candidate) => candidate !== candidates[0])
      .slice(0, FIRST_ROUND / 2 - 1);
    const second = attempt([candidates[0]!, ...better], split.train, until);
    const chosen = choose(second);
    if (chosen) {
      chosen.tried.isChosen = true;
      Object.assign(settings, { [member]: chosen.candidate });
    }

    function attempt(list: readonly object[], train: Uint32Array, untilSeconds: number): Attempt[] {
      const attempts: Attempt[] = [];
      for (const candidate of list) {
        if (passed() >= untilSeconds) {
          search.isCut = true;
          break;
        }
        options.onTry?.({ member, done: done++, total });
        const isRight = answers(member, { ...DEFAULT_SETTINGS, [member]: candidate }, train);
        const accuracy = isRight.filter(Boolean).length / isRight.length;
        const isDefault = candidate === candidates[0];
        const tried = {
          member,
          settings: { ...candidate },
          isDefault,
          trainCount: train.length,
          accuracy,
          isChosen: false,
        };
        search.tried.push(tried);
        attempts.push({ candidate, tried, isRight });
      }
      return attempts;
    }
  });
  return { settings, search };

  function answers(member: TunableKind, of: MemberSettings, train: Uint32Array): boolean[] {
    const scorer = trainMember(
      member,
      {
        rows: Array.from(train, (row) => set.rows[row]!),
        texts: Array.from(train, (row) => set.texts[row]!),
        labels: train.map((row) => set.labels[row]!),
        labelCount: set.labelCount,
      },
      seed,
      () => {},
      of,
    );
    return Array.from(split.heldOut, (row) => {
      const scores = scorer.score(set.rows[row]!);
      return scores.indexOf(Math.max(...scores)) === set.labels[row];
    });
  }
}

type Attempt = { candidate: object; tried: TriedSetting; isRight: boolean[] };

/** The best of the last round; the default, which is its first, unless another beats it by more than a standard error. */
function choose(attempts: readonly Attempt[]): Attempt | undefined {
  const [standard, ...others] = attempts;
  if (!standard) return undefined;
  const best = others.toSorted((a, b) => b.tried.accuracy - a.tried.accuracy)[0];
  if (!best) return standard;
  const gained = best.isRight.filter((isRight, row) => isRight && !standard.isRight[row]).length;
  const lost = best.isRight.filter((isRight, row) => !isRight && standard.isRight[row]).length;
  return gained - lost > Math.sqrt(gained + lost) ? best : standard;
}

const logUniform = (low: number, high: number, random: () => number): number =>
  Number((low * (high / low) ** random()).toPrecision(2));

/** Ranges around the defaults, even on a logarithmic scale. */
function draw(member: TunableKind, random: () => number): MemberSettings[TunableKind] {
  const minDocuments = () => [null, 1, 2, 3][Math.floor(random() * 4)]!;
  switch (member) {
    case "nb":
      return { smoothing: logUniform(0.01, 1, random), minDocuments: minDocuments() };
    case "tfidf":
      return { cost: logUniform(0.1, 10, random), minDocuments: minDocuments() };
    case "encoder":
      return { learningRate: logUniform(0.002, 0.05, random), l2: random() < 0.3 ? 0 : logUniform(1e-5, 1e-2, random) };
  }
}

function stopwatch(): () => number {
  const startedMs = performance.now();
  return () => (performance.now() - startedMs) / 1_000;
}
