import { createHash } from "node:crypto";
import { fitRoutingPolicy } from "../learned/fit-routing-policy";
import { loadRoutingPolicy } from "../learned/load-routing-policy";
import type { FitOptions, ScoredPrompt } from "../learned/types";
import type { PolicyComparison } from "../policy-schemas";
import { comparePolicies, type PairedOutcome } from "./compare-policies";
import type { CurrentPolicy, LearntPolicy } from "./fit-messages";
import { replayPolicy, type PolicyOutcome } from "./replay-policy";

export type FitInput = {
  prompts: readonly ScoredPrompt[];
  /** One per prompt; null when the encoder is off. */
  embeddings: readonly (Float32Array | null)[];
  options: FitOptions;
  /** null = the best single model decides today. */
  current: CurrentPolicy | null;
  onStep: (step: string) => void;
};

/** Share of the prompts that the comparison is made on. */
const HELD_OUT = 0.2;

/**
 * Learns on four fifths of the prompts, compares what was learnt with what decides today on the rest, then learns again
 * on all of them. Which prompts are held out depends on their text alone.
 */
export function fitAndCompare({ prompts, embeddings, options, current, onStep }: FitInput): LearntPolicy {
  const indices = prompts.map((_, index) => index);
  const isHeldOut = prompts.map(({ prompt }) => shareOf(prompt) < HELD_OUT);
  const learning = indices.filter((index) => !isHeldOut[index]);
  const of = <Item>(items: readonly Item[], chosen: readonly number[]) => chosen.map((index) => items[index]!);

  onStep(`Learning from ${learning.length} prompts`);
  const candidate = loadRoutingPolicy(fitRoutingPolicy(of(prompts, learning), of(embeddings, learning), options));
  const today = current && loadRoutingPolicy(current.policy);
  const best = candidate.evidence.bestSingleModel;

  onStep("Comparing with what decides today");
  const pairs: PairedOutcome[] = [];
  for (const index of indices.filter((one) => isHeldOut[one])) {
    const prompt = prompts[index]!;
    const embedding = embeddings[index] ?? null;
    const mine = replayPolicy(candidate, prompt, embedding);
    const other = today ? replayPolicy(today, prompt, embedding) : single(prompt, best);
    if (mine && other) pairs.push({ candidate: mine, current: other });
  }
  const comparison = comparePolicies(pairs, describe(current, best));

  onStep(`Learning from all ${prompts.length} prompts`);
  return { policy: fitRoutingPolicy(prompts, embeddings, options), comparison };
}

const describe = (current: CurrentPolicy | null, best: string): PolicyComparison["with"] => ({
  policyId: current?.id ?? null,
  description: current ? "the policy in force" : `always ${best}`,
});

function single(prompt: ScoredPrompt, model: string): PolicyOutcome | null {
  const score = prompt.scores[model];
  return score === undefined ? null : { score, costUsd: prompt.costsUsd[model] ?? null, calls: [model] };
}

/** 0–1, evenly spread over texts. */
const shareOf = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;
