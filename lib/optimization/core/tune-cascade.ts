import { describeRule, type AgreementRule } from "@/lib/routing";
import { composeAgreement, rulesOf } from "./compose-agreement";
import { stepsToTry, type CascadeStep } from "./cascade-steps";
import { composeTrial } from "./compose-cascade";
import { rankStandings, standingOf, type RankOptions, type Standing } from "./halving";
import type { Candidate, CascadeFamily, Trial, TrialBook } from "./trial";

export type TunedCascade = {
  standing: Standing;
  candidate: Candidate;
  /** With a threshold that asks the last model more often, so that less is lost; null when there is none. */
  safer: Candidate | null;
};

/** The cascade with the thresholds that look best on what its models have answered; null while that is too little. */
export function tuneCascade(
  family: CascadeFamily,
  testIds: readonly string[],
  before: readonly Trial[],
  book: TrialBook,
  options: RankOptions,
): TunedCascade | null {
  const tried = stepsToTry(family.members, testIds, book).map((steps) => {
    const trials = testIds.flatMap((id) => composeTrial(id, steps, book.get) ?? []);
    return { steps, standing: standingOf(family.id, before, trials, options) };
  });
  const [best] = rankStandings(tried.map(({ standing }) => standing));
  const at = tried.findIndex(({ standing }) => standing === best);
  const chosen = tried[at];
  if (!chosen) return null;
  const safer = tried.slice(at + 1).find(({ standing }) => isSafer(standing, chosen.standing));
  return {
    standing: chosen.standing,
    candidate: cascadeOf(family, chosen.steps),
    safer: safer ? cascadeOf(family, safer.steps) : null,
  };
}

/** Of the interval by which a rule counts as safe: the bound that the proof of one finalist asks for. */
const SAFE_RULE_LEVEL = 0.9;
/** Of the one by which it counts as sure: what stays within it here mostly does so on other tests as well. */
const SURE_RULE_LEVEL = 0.998;

/**
 * The models and votes that look cheapest among those whose quality probably stays, and the cheapest of those whose quality
 * surely stays; null while there is too little to tell.
 */
export function tuneAgreement(
  family: CascadeFamily,
  testIds: readonly string[],
  before: readonly Trial[],
  book: TrialBook,
  options: RankOptions,
): TunedCascade | null {
  const rules = rulesOf(family, testIds, book);
  const idOf = new Map(family.members.map(({ model, candidateId }) => [model, candidateId]));
  const tried = rules.map((rule) => {
    const steps = rule.models.flatMap((model) => idOf.get(model) ?? []);
    const trials = testIds.flatMap((id) => composeAgreement(id, steps, rule.votes, book.get) ?? []);
    return {
      rule,
      standing: standingOf(family.id, before, trials, { ...options, safeLevel: SAFE_RULE_LEVEL }),
      sure: standingOf(family.id, before, trials, { ...options, safeLevel: SURE_RULE_LEVEL }),
    };
  });
  const [best] = rankStandings(tried.map(({ standing }) => standing));
  const chosen = tried.find(({ standing }) => standing === best);
  if (!chosen) return null;
  const [surest] = rankStandings(
    tried.map(({ sure }) => sure).filter(({ isSafe, isPossible }) => isSafe && isPossible),
  );
  const safer = tried.find((one) => one.sure === surest && one !== chosen && (one.sure.gain ?? 0) > 0);
  return {
    standing: chosen.standing,
    candidate: agreementOf(family, chosen.rule),
    safer: safer ? agreementOf(family, safer.rule) : null,
  };
}

function agreementOf({ id, why }: CascadeFamily, { models, votes }: AgreementRule): Candidate {
  return {
    id: `${id}@${models.join(">")}:${votes}`,
    label: describeRule({ models, votes }),
    why,
    changes: { model: null, cascade: null, council: null, agreement: { models: [...models], votes } },
  };
}

/** Part of the gain that a safer threshold has to keep. */
const KEPT_GAIN = 0.6;

/** Loses nothing measurable, or clearly less, and still gains most of it. */
const isSafer = (one: Standing, chosen: Standing): boolean =>
  one.isPossible &&
  (one.gain ?? 0) >= KEPT_GAIN * (chosen.gain ?? 0) &&
  (one.qualityPoints ?? -101) >= Math.min(0, (chosen.qualityPoints ?? 0) + 0.5);

function cascadeOf({ id, why }: CascadeFamily, steps: readonly CascadeStep[]): Candidate {
  const thresholds = steps.slice(0, -1);
  const sure = thresholds.map(
    ({ model, minConfidence }) => `${model} where it is at least ${(100 * minConfidence).toFixed(1)} % sure, else `,
  );
  return {
    id: `${id}@${thresholds.map(({ minConfidence }) => minConfidence).join(">")}`,
    label: `${sure.join("")}${steps.at(-1)!.model}`,
    why,
    changes: {
      model: null,
      cascade: steps.map(({ model, minConfidence }) => ({ model, minConfidence })),
      council: null,
      agreement: null,
    },
  };
}
