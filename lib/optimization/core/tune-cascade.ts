import type { Configuration } from "@/lib/registry/schemas";
import { composeTrial, thresholdsOf } from "./compose-cascade";
import { rankStandings, standingOf, type RankOptions, type Standing } from "./halving";
import type { Candidate, CascadeFamily, Trial, TrialBook } from "./trial";

export type TunedCascade = {
  standing: Standing;
  candidate: Candidate;
  /** With a threshold that asks the last model more often, so that less is lost; null when there is none. */
  safer: Candidate | null;
};

/** The cascade with the threshold that looks best on what its models have answered; null while that is too little. */
export function tuneCascade(
  family: CascadeFamily,
  testIds: readonly string[],
  before: readonly Trial[],
  book: TrialBook,
  options: RankOptions,
): TunedCascade | null {
  const [first, last] = family.members;
  if (!first || !last) return null;
  const tried = thresholdsOf(book.of(first.candidateId, testIds)).map((threshold) => {
    const steps = [
      { candidateId: first.candidateId, minConfidence: threshold },
      { candidateId: last.candidateId, minConfidence: 0 },
    ];
    const trials = testIds.flatMap((id) => composeTrial(id, steps, book.get) ?? []);
    return { threshold, standing: standingOf(family.id, before, trials, options) };
  });
  const [best] = rankStandings(tried.map(({ standing }) => standing));
  const chosen = tried.find(({ standing }) => standing === best);
  if (!chosen) return null;
  const safer = tried.find(({ threshold, standing }) => isSafer({ threshold, standing }, chosen));
  return {
    standing: chosen.standing,
    candidate: cascadeOf(family, chosen.threshold),
    safer: safer ? cascadeOf(family, safer.threshold) : null,
  };
}

type Tried = { threshold: number; standing: Standing };

/** Part of the gain that a safer threshold has to keep. */
const KEPT_GAIN = 0.6;

/** The next threshold that loses nothing measurable, or clearly less, and still gains most of it. */
const isSafer = (one: Tried, chosen: Tried): boolean =>
  one.threshold > chosen.threshold &&
  one.standing.isPossible &&
  (one.standing.gain ?? 0) >= KEPT_GAIN * (chosen.standing.gain ?? 0) &&
  (one.standing.qualityPoints ?? -101) >= Math.min(0, (chosen.standing.qualityPoints ?? 0) + 0.5);

function cascadeOf({ id, why, members }: CascadeFamily, threshold: number): Candidate {
  const [first, last] = members;
  const cascade: NonNullable<Configuration["cascade"]> = [
    { model: first!.model, minConfidence: threshold },
    { model: last!.model, minConfidence: 0 },
  ];
  return {
    id: `${id}@${threshold}`,
    label: `${first!.model} where it is at least ${(100 * threshold).toFixed(1)} % sure, else ${last!.model}`,
    why,
    changes: { model: null, cascade, council: null },
  };
}
