/** Asks models in order until `votes` of the answers are equal, or all were asked. */
export type AgreementRule = { models: readonly string[]; votes: number };

/**
 * The answer that most calls agree on: its position and how many gave it. Ties go to the later call, because rules ask
 * the stronger models last. `null` and negative values are "no answer" and win only when there is nothing else.
 */
export function leadingAnswer(answers: ArrayLike<string | number | null>): { index: number; votes: number } {
  let leading = { index: answers.length - 1, votes: 0 };
  for (let index = 0; index < answers.length; index++) {
    const answer = answers[index] ?? null;
    if (answer === null || (typeof answer === "number" && answer < 0)) continue;
    let votes = 0;
    for (let other = 0; other < answers.length; other++) if (answers[other] === answer) votes++;
    if (votes >= leading.votes) leading = { index, votes };
  }
  return leading;
}

export function describeRule({ models, votes }: AgreementRule): string {
  if (models.length === 1) return `always ${models[0]}`;
  return `${models.join(", then ")} until ${votes} agree`;
}
