import type { ChatRequest, CompleteResult, ProviderError, Usage } from "@/lib/providers";
import { finalAnswer, nextStep, type PolicyCall } from "@/lib/routing";
import { asProviderError, callModels, type CallLog, type CallTarget } from "./call-models";
import type { Caller } from "./caller";
import type { PolicyAtWork } from "./consult-policy";
import type { CallPlan } from "./plan-call";
import { answerText, costOfAnswer, sumUsage, usageOf } from "./usage";

type CascadePlan = CallPlan & { cascade: PolicyAtWork };

type Asking = {
  request: ChatRequest;
  ask: (target: CallTarget) => Promise<CompleteResult>;
};

/** The answer that was taken, and what all calls on the way to it used and cost. */
export type CascadeAnswer = {
  target: CallTarget;
  result: CompleteResult;
  /** Of all calls together. */
  usage: Usage;
  /** US dollars of all calls; null when one is unknown. */
  paid: { costUsd: number | null };
};

type Paid = { target: CallTarget; result: CompleteResult; usage: Usage; costUsd: number | null };

/**
 * Asks one model after the other, as the learned policy says, until it takes one of the answers. A model that fails is
 * left out and the policy asked again. Every call counts. Throws the last `ProviderError` when no model answered.
 */
export async function callCascade(
  caller: Caller,
  plan: CascadePlan,
  log: CallLog,
  asking: Asking,
): Promise<CascadeAnswer> {
  const { policy, request } = plan.cascade;
  const eligible = new Set(request.eligible);
  const paid: Paid[] = [];
  let failure: ProviderError | null = null;
  for (;;) {
    const step = nextStep(policy, { ...request, eligible }, paid.map(toPolicyCall));
    if (step.action === "answer") return taken(paid, step.with);
    if (step.action === "abstain") {
      if (failure) throw failure;
      return taken([await callOne(caller, plan, log, asking)], 0);
    }
    try {
      const choice = { ...plan.choice, model: step.model, fallbacks: [] };
      paid.push(await callOne(caller, { ...plan, choice }, log, asking));
    } catch (error) {
      failure = asProviderError(error);
      if (!failure.allowsFallback || caller.signal.aborted) throw failure;
    }
    eligible.delete(step.model);
  }
}

async function callOne(caller: Caller, plan: CallPlan, log: CallLog, { request, ask }: Asking): Promise<Paid> {
  const beganMs = caller.runtime.now().getTime();
  const { target, result, permit } = await callModels(caller, plan, log, ask);
  permit.succeeded();
  const usage = await usageOf(request, result);
  const costUsd = costOfAnswer(target.model.priceAt(beganMs), { ...result, usage });
  const attempt = log.attempts.at(-1);
  if (attempt) attempt.costUsd = costUsd;
  return { target, result, usage, costUsd };
}

const toPolicyCall = ({ target, result, costUsd }: Paid): PolicyCall => ({
  model: target.model.slug,
  answer: finalAnswer(answerText(result.response)),
  costUsd,
});

function taken(paid: readonly Paid[], index: number): CascadeAnswer {
  const { target, result } = paid[index]!;
  const costs = paid.map(({ costUsd }) => costUsd);
  return {
    target,
    result,
    usage: sumUsage(paid.map(({ usage }) => usage)),
    paid: { costUsd: costs.some((cost) => cost === null) ? null : costs.reduce((sum, cost) => sum! + cost!, 0) },
  };
}
