import { ProviderError, type CompleteResult, type Usage } from "@/lib/providers";
import { finalAnswer } from "@/lib/routing";
import { asProviderError, type CallLog, type CallTarget } from "./call-models";
import { callPaid, type Asking, type PaidCall } from "./call-paid";
import type { Caller } from "./caller";
import type { CascadeAtWork, CascadeCall } from "./cascade-at-work";
import type { CallPlan } from "./plan-call";
import { answerText, usageOfAll } from "./usage";

type CascadePlan = CallPlan & { cascade: CascadeAtWork };

/** The answer that was taken, and what all calls on the way to it used. */
export type CascadeAnswer = { target: CallTarget; result: CompleteResult; usage: Usage };

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
  const answers: PaidCall[] = [];
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
      const answer = await callPaid(caller, { ...plan, choice }, log, asking, hasOthers);
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

const toCascadeCall = ({ target, result, costUsd }: PaidCall): CascadeCall => ({
  model: target.model.slug,
  answer: finalAnswer(answerText(result.response)),
  costUsd,
  confidence: result.classification?.confidence ?? null,
});

const taken = ({ target, result }: PaidCall, log: CallLog): CascadeAnswer => ({
  target,
  result,
  usage: usageOfAll(log.paid),
});
