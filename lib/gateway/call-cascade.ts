import { ProviderError, type ChatRequest, type CompleteResult, type Usage } from "@/lib/providers";
import { finalAnswer } from "@/lib/routing";
import { asProviderError, callModels, type CallLog, type CallTarget } from "./call-models";
import type { Caller } from "./caller";
import type { CascadeAtWork, CascadeCall } from "./cascade-at-work";
import type { CallPlan } from "./plan-call";
import { answerText, costOfAnswer, usageOf, usageOfAll } from "./usage";

type CascadePlan = CallPlan & { cascade: CascadeAtWork };

type Asking = {
  request: ChatRequest;
  ask: (target: CallTarget) => Promise<CompleteResult>;
};

/** The answer that was taken, and what all calls on the way to it used. */
export type CascadeAnswer = { target: CallTarget; result: CompleteResult; usage: Usage };

type Answer = { target: CallTarget; result: CompleteResult; costUsd: number | null };

/**
 * Asks one model after the other, as the cascade says, until it takes one of the answers. A model that fails is
 * left out and the cascade asked again; when it knows no other, the router's choice serves. Every answer is noted in
 * `log.paid`, so that it counts whatever becomes of the rest. Throws the last `ProviderError` when no model answered.
 */
export async function callCascade(
  caller: Caller,
  plan: CascadePlan,
  log: CallLog,
  asking: Asking,
): Promise<CascadeAnswer> {
  const { cascade } = plan;
  const eligible = new Set(cascade.eligible);
  const answers: Answer[] = [];
  let failure: ProviderError | null = null;
  for (;;) {
    const step = cascade.next(eligible, answers.map(toCascadeCall));
    if (step.action === "answer") return taken(answers[step.with]!, log);
    const order = step.action === "call" ? [step.model] : othersOf(plan, eligible);
    const [model, ...fallbacks] = order;
    if (model === undefined) throw failure ?? new ProviderError("not_found", "No model of the policy can serve");
    try {
      const choice = { ...plan.choice, model, fallbacks };
      const hasOthers = step.action === "call" && (answers.length > 0 || eligible.size > 1);
      const answer = await callOne(caller, { ...plan, choice }, log, asking, hasOthers);
      if (step.action === "abstain") return taken(answer, log);
      answers.push(answer);
    } catch (error) {
      failure = asProviderError(error);
      // With an answer in hand, a model that refuses the request is one opinion less.
      if (caller.signal.aborted || (answers.length === 0 && !failure.allowsFallback)) throw failure;
      if (step.action === "abstain") throw failure;
    }
    eligible.delete(model);
  }
}

/** What the router would do with the models that did not fail. */
const othersOf = ({ choice }: CascadePlan, eligible: ReadonlySet<string>): string[] =>
  [choice.model, ...choice.fallbacks].filter((model) => eligible.has(model));

async function callOne(
  caller: Caller,
  plan: CallPlan,
  log: CallLog,
  { request, ask }: Asking,
  hasOthers: boolean,
): Promise<Answer> {
  const beganMs = caller.runtime.now().getTime();
  const { target, result, permit } = await callModels(caller, plan, log, ask, hasOthers);
  permit.succeeded();
  const usage = await usageOf(request, result);
  const costUsd = costOfAnswer(target.model.priceAt(beganMs), { ...result, usage });
  const attempt = log.attempts.at(-1);
  if (attempt) attempt.costUsd = costUsd;
  log.paid.push({ usage, costUsd });
  return { target, result, costUsd };
}

const toCascadeCall = ({ target, result, costUsd }: Answer): CascadeCall => ({
  model: target.model.slug,
  answer: finalAnswer(answerText(result.response)),
  costUsd,
  confidence: result.classification?.confidence ?? null,
});

const taken = ({ target, result }: Answer, log: CallLog): CascadeAnswer => ({
  target,
  result,
  usage: usageOfAll(log.paid),
});
