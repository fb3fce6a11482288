import type { RouteCandidate } from "@/lib/executions/schemas";

/**
 * Utility, 0–1, that another model has to be better by: people notice another voice in the middle of a topic, and what is
 * expected of models moves by less than this from one answer to the next.
 */
export const SWITCHING_MARGIN = 0.1;

export type TokenPrice = { inputPerMillion: number | null; cacheReadPerMillion: number | null };

export type ContinuityQuestion = {
  /** The topic's model; null when it has none yet. */
  current: string | null;
  /** Eligible models, the best first. */
  candidates: readonly RouteCandidate[];
  isTopicChange: boolean;
  /** The writer's mood asks for another kind of model than the topic's. */
  isMoodChange: boolean;
  /** Tokens of the conversation that the current model's provider may still have in its prompt cache. */
  cachedTokens: number;
  /** Of the current model; null when unknown. */
  price: TokenPrice | null;
  /** Orders candidates by the strategy in force. */
  order: (candidates: readonly RouteCandidate[]) => RouteCandidate[];
};

export type Continuity = {
  /** Whether the conversation's model serves. */
  stays: boolean;
  /** Who serves; null leaves it to the router. */
  model: string | null;
  reason: string;
  /** What reading the conversation afresh would cost more, US dollars. */
  switchingCostUsd: number;
  /** Utility by which the best other model is ahead after that, 0–1; null when it was not compared. */
  gain: number | null;
};

/**
 * Whether a conversation stays with its model. It does within a topic, unless another model is better by more than
 * the margin even after the lost prompt cache is counted against it. A new topic and a new mood take the margin away, not
 * that cost: where the same model is the best for them too, nothing is gained by another voice. Whoever goes, goes to the
 * best: nothing is tried out in the middle of a conversation.
 */
export function decideContinuity(question: ContinuityQuestion): Continuity {
  const { current, candidates } = question;
  const fresh = (reason: string): Continuity => ({
    stays: false,
    model: null,
    reason,
    switchingCostUsd: 0,
    gain: null,
  });
  if (current === null) return fresh("The conversation begins");
  if (!candidates.some(({ model }) => model === current)) return fresh(`${current} cannot serve this request`);
  const switchingCostUsd = lostCacheUsd(question.cachedTokens, question.price);
  const ordered = question.order(
    candidates.map((candidate) =>
      candidate.model === current && candidate.costUsd !== null
        ? { ...candidate, costUsd: Math.max(0, candidate.costUsd - switchingCostUsd) }
        : candidate,
    ),
  );
  const own = ordered.find(({ model }) => model === current)!;
  const best = ordered[0]!;
  const gain = best.utility - own.utility;
  const margin = question.isTopicChange || question.isMoodChange ? 0 : SWITCHING_MARGIN;
  const stays = best.model === current || gain <= margin;
  const model = stays ? current : best.model;
  return { stays, model, reason: reasonOf(stays, best.model, gain, question), switchingCostUsd, gain };
}

function reasonOf(
  stays: boolean,
  best: string,
  gain: number,
  { current, isTopicChange, isMoodChange }: ContinuityQuestion,
): string {
  const ahead = gain.toFixed(3);
  const cause = isMoodChange ? "The writer is frustrated" : "The topic has changed";
  if (isMoodChange || isTopicChange) {
    return stays ? `${cause}, and no other model is better for that` : `${cause}, and ${best} is better by ${ahead}`;
  }
  if (!stays) return `${best} is better by ${ahead}, more than switching costs`;
  return `It serves this topic already${best === current ? "" : `; ${best} would be better by ${ahead} only`}`;
}

/** What the provider would have taken less for, US dollars; 0 when a price is unknown. */
export function lostCacheUsd(cachedTokens: number, price: TokenPrice | null): number {
  if (!price || price.inputPerMillion === null || price.cacheReadPerMillion === null) return 0;
  return (Math.max(0, cachedTokens) * Math.max(0, price.inputPerMillion - price.cacheReadPerMillion)) / 1_000_000;
}
