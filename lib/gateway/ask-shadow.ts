import type { ShadowAnswer } from "@/lib/deployments/schemas";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { isProviderError, type ChatRequest, type CompleteResult, type ProviderCall } from "@/lib/providers";
import type { CallTarget } from "./call-models";
import type { Caller } from "./caller";
import { providerCall } from "./chat-call";
import { versionOf, type CallPlan } from "./plan-call";
import { answerText, costOfAnswer } from "./usage";

const TIMEOUT_MS = 30_000;

export type ServedCall = {
  plan: CallPlan;
  target: CallTarget;
  request: ChatRequest;
  record: ExecutionRecord;
  answer: string;
};

/**
 * Asks the version that is tried in shadow what it would have answered, once the caller has the answer. Returns at once
 * and never throws; nothing happens without a shadow, or while too many are asked already.
 */
export function askShadow(caller: Caller, served: ServedCall): void {
  const { gateway, log } = caller.runtime;
  const { target, plan } = served;
  const { shadow, deploymentId } = versionOf(plan, target.model.slug);
  // Where the trial failed, the version in service has answered already.
  if (!shadow || !deploymentId || shadow.id === target.artefact?.modelVersionId) return;
  const keep = gateway.shadows?.begin();
  if (!keep) return;
  const artefact = { organizationId: caller.organizationId, modelVersionId: shadow.id, sha256: shadow.artefactSha256 };
  setImmediate(() => {
    answerOf(caller, { ...target, artefact }, served).then(
      (answer) => keep({ ...factsOf(served), deploymentId, versionId: shadow.id, ...answer }),
      (error: unknown) => {
        log.warn({ err: error }, "A shadow answer was lost");
        keep(null);
      },
    );
  });
}

type Answered = Pick<ShadowAnswer, "label" | "confidence" | "isAgreeing" | "errorCode" | "latencyMs" | "costUsd">;

async function answerOf(caller: Caller, target: CallTarget, served: ServedCall): Promise<Answered> {
  const beganMs = performance.now();
  // The caller may be gone by now, which is nothing to the shadow.
  const call: ProviderCall<ChatRequest> = {
    ...providerCall(caller, target, served.request),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  try {
    const result = await target.adapter.complete(call);
    return { ...answerFacts(result, target, served), errorCode: null, latencyMs: performance.now() - beganMs };
  } catch (error) {
    const errorCode = isProviderError(error) ? error.kind : "internal";
    const latencyMs = performance.now() - beganMs;
    return { label: null, confidence: null, isAgreeing: null, errorCode, latencyMs, costUsd: null };
  }
}

function answerFacts(
  result: CompleteResult,
  { model }: CallTarget,
  { record, answer }: ServedCall,
): Omit<Answered, "errorCode" | "latencyMs"> {
  const { classification, usage } = result;
  const isAgreeing =
    record.label !== null && classification
      ? classification.label === record.label
      : answerText(result.response).trim() === answer.trim();
  return {
    label: classification?.label ?? null,
    confidence: classification?.confidence ?? null,
    isAgreeing,
    costUsd: usage && costOfAnswer(model.priceAt(Date.parse(record.createdAt)), { ...result, usage }),
  };
}

const factsOf = ({ record }: ServedCall) => ({
  organizationId: record.organizationId,
  executionId: record.id,
  createdAt: record.createdAt,
  servedLabel: record.label,
  servedLatencyMs: record.latencyMs,
  servedCostUsd: record.costUsd,
});
