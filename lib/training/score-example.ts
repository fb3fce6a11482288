/** How much a source is trusted, 0–1. */
const TRUST = { expert: 1, user: 0.7, automated: 0.4 } as const;
/** How much one vote weighs beside others. */
const VOTE_WEIGHT = { expert: 3, user: 1, automated: 0.5 } as const;
/** Age at which an example counts as half as fresh. */
const HALF_LIFE_DAYS = 180;
const DAY_MS = 86_400_000;

export type ExampleSource = keyof typeof TRUST;
export type Vote = { giver: string; label: string; source: ExampleSource };

/** The strongest source of those votes; automated without any. */
export function strongestSource(votes: readonly Pick<Vote, "source">[]): ExampleSource {
  return (["expert", "user"] as const).find((source) => votes.some((vote) => vote.source === source)) ?? "automated";
}

/**
 * How far those who judged a text agree on this label, 0–1: (own + 1) / (all + 2) of the votes' weights (Laplace 1814),
 * an expert's being 3, a user's 1, a program's ½. Each giver has one vote on a text, so nobody outvotes others alone.
 */
export function agreementOn(label: string, votes: readonly Vote[]): number {
  const weigh = (counted: readonly Vote[]) => counted.reduce((sum, { source }) => sum + VOTE_WEIGHT[source], 0);
  return (weigh(votes.filter((vote) => vote.label === label)) + 1) / (weigh(votes) + 2);
}

export type ExampleFacts = {
  source: ExampleSource;
  /** 0–1. */
  agreement: number;
  label: string;
  predictedLabel: string | null;
  /** The model's, 0–1; null when unknown. */
  confidence: number | null;
  ageMs: number;
};

/**
 * Quality of a labelled example, 0–1: 0.4 · source + 0.3 · agreement + 0.2 · model + 0.1 · freshness.
 * Source: expert 1, user 0.7, automated 0.4. Model: its confidence when it answered this label, 1 − confidence when it
 * answered another, ½ when nothing is known. Freshness: halves every 180 days.
 */
export function qualityOfExample({
  source,
  agreement,
  label,
  predictedLabel,
  confidence,
  ageMs,
}: ExampleFacts): number {
  const model =
    confidence === null || predictedLabel === null ? 0.5 : predictedLabel === label ? confidence : 1 - confidence;
  const freshness = 0.5 ** (Math.max(0, ageMs) / DAY_MS / HALF_LIFE_DAYS);
  return 0.4 * TRUST[source] + 0.3 * agreement + 0.2 * model + 0.1 * freshness;
}

export type InformationFacts = Pick<ExampleFacts, "agreement" | "label" | "predictedLabel" | "confidence"> & {
  /** Accepted examples that the label has already. */
  labelCount: number;
};

/**
 * How much a review of it would teach, 0–1: 0.5 · uncertainty + 0.35 · disagreement + 0.15 · rarity. Uncertainty is
 * 1 − confidence (½ when unknown); disagreement is 1 when people contradict the model, else 1 − agreement; rarity is
 * 1 / (1 + accepted examples of the label / 10).
 */
export function informativenessOf({
  agreement,
  label,
  predictedLabel,
  confidence,
  labelCount,
}: InformationFacts): number {
  const uncertainty = confidence === null ? 0.5 : 1 - confidence;
  const disagreement = predictedLabel !== null && predictedLabel !== label ? 1 : 1 - agreement;
  return 0.5 * uncertainty + 0.35 * disagreement + 0.15 / (1 + labelCount / 10);
}
