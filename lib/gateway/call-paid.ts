import type { ChatRequest, CompleteResult, Usage } from "@/lib/providers";
import { callModels, type CallLog, type CallTarget } from "./call-models";
import type { Caller } from "./caller";
import type { CallPlan } from "./plan-call";
import { costOfAnswer, usageOf } from "./usage";

export type Asking = {
  request: ChatRequest;
  /** `caller` may have gone away earlier than the one of the whole request. */
  ask: (caller: Caller, target: CallTarget, request: ChatRequest) => Promise<CompleteResult>;
};

export type PaidCall = { target: CallTarget; result: CompleteResult; usage: Usage; costUsd: number | null };

/** One of several calls of a request: its answer counts in `log.paid`, whether it is taken or not. */
export async function callPaid(
  caller: Caller,
  plan: CallPlan,
  log: CallLog,
  { request, ask }: Asking,
  hasOthers = false,
): Promise<PaidCall> {
  const beganMs = caller.runtime.now().getTime();
  const { target, result, permit } = await callModels(
    caller,
    plan,
    log,
    (candidate) => ask(caller, candidate, request),
    hasOthers,
  );
  permit.succeeded();
  const usage = await usageOf(request, result);
  const costUsd = costOfAnswer(target.model.priceAt(beganMs), { ...result, usage });
  const attempt = log.attempts.at(-1);
  if (attempt) attempt.costUsd = costUsd;
  log.paid.push({ usage, costUsd });
  return { target, result, usage, costUsd };
}
