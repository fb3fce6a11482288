import type { Configuration } from "@/lib/registry/schemas";
import { composeTrial, thresholdsOf } from "./compose-cascade";
import { rankStandings, standingOf, type RankOptions, type Standing } from "./halving";
import type { Candidate, CascadeFamily, Trial, TrialBook } from "./trial";

export type TunedCascade = { standing: Standing; candidate: Candidate };

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
  const { threshold, standing } = chosen;
  const cascade: NonNullable<Configuration["cascade"]> = [
    { model: first.model, minConfidence: threshold },
    { model: last.model, minConfidence: 0 },
  ];
  const sure = (100 * threshold).toFixed(1);
  return {
    standing,
    candidate: {
      id: `${family.id}@${threshold}`,
      label: `${first.model} where it is at least ${sure} % sure, else ${last.model}`,
      why: family.why,
      changes: { model: null, cascade },
    },
  };
}
