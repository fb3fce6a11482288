import { agreementRules, comparableAnswer, leadingAnswer, type AgreementRule } from "@/lib/routing";
import { joinTrials } from "./compose-cascade";
import type { CascadeFamily, Trial, TrialBook } from "./trial";

/** Rules of the family's models that are worth comparing, by the tests that all of them have answered. */
export function rulesOf({ members }: CascadeFamily, testIds: readonly string[], book: TrialBook): AgreementRule[] {
  const prompts = testIds.flatMap((id) => {
    const trials = members.flatMap(({ candidateId, model }) => {
      const trial = book.get(candidateId, id);
      return trial ? [{ model, trial }] : [];
    });
    if (trials.length < members.length) return [];
    const by = <Value>(read: (trial: Trial) => Value | null | undefined): Record<string, Value> =>
      Object.fromEntries(
        trials.flatMap(({ model, trial }) => {
          const value = read(trial);
          return value === null || value === undefined ? [] : [[model, value] as const];
        }),
      );
    return [
      {
        id,
        prompt: "",
        task: null,
        scores: by(({ quality }) => quality / 100),
        costsUsd: by(({ costUsd }) => costUsd),
        answers: by(({ finalAnswer }) => finalAnswer),
      },
    ];
  });
  return agreementRules(prompts);
}

/**
 * What models that are asked in order until `votes` of their answers are equal would have answered, from what each of
 * them answered alone: every call on the way costs and takes its time. null when one that would have been asked has no trial.
 */
export function composeAgreement(
  testId: string,
  candidateIds: readonly string[],
  votes: number,
  trialOf: TrialBook["get"],
): Trial | null {
  const asked: Trial[] = [];
  for (const candidateId of candidateIds) {
    const trial = trialOf(candidateId, testId);
    if (!trial) return null;
    asked.push(trial);
    if (leadingOf(asked).votes >= votes) break;
  }
  const last = asked.at(-1);
  if (!last) return null;
  // A call that failed is one opinion less, as at the gateway.
  const answered = asked.filter(({ error }) => error === null);
  const taken = answered.length === 0 ? last : answered[leadingOf(answered).index]!;
  return { ...asked.reduce(joinTrials), ...answerOf(taken) };
}

const leadingOf = (trials: readonly Trial[]) =>
  leadingAnswer(trials.map(({ finalAnswer, error }) => (error === null ? comparableAnswer(finalAnswer) : null)));

const answerOf = ({ quality, confidence, finalAnswer, error }: Trial) => ({ quality, confidence, finalAnswer, error });
