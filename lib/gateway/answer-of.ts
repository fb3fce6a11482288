import type { CompleteResult, Usage } from "@/lib/providers";
import { callCascade } from "./call-cascade";
import { callCouncil } from "./call-council";
import { callModels, type CallTarget } from "./call-models";
import type { Asking } from "./call-paid";
import type { Caller } from "./caller";
import { providerCall, type ChatCall } from "./chat-call";
import type { CouncilReport } from "./schemas";
import { usageOf } from "./usage";

/** An answer and what it took; `usage` is that of all calls. */
export type WholeAnswer = { target: CallTarget; result: CompleteResult; usage: Usage; council?: CouncilReport };

/** Whether several models may be asked, so that the answer is known only when the last of them has ended. */
export const asksSeveral = ({ plan }: ChatCall): boolean => plan.cascade !== null || plan.council !== null;

/** The answer of one model, of a cascade or of a council. */
export async function answerOf(caller: Caller, { plan, recording, request }: ChatCall): Promise<WholeAnswer> {
  const { log } = recording;
  const ask: Asking["ask"] = async (asking, target, asked) => {
    const result = await target.adapter.complete(providerCall(asking, target, asked));
    if (result.cpuMs !== undefined) log.cpuMs = (log.cpuMs ?? 0) + result.cpuMs;
    return result;
  };
  const { cascade, council } = plan;
  if (cascade) return callCascade(caller, { ...plan, cascade }, log, { request, ask });
  if (council) return callCouncil(caller, { ...plan, council }, log, { request, ask });
  const { target, result, permit } = await callModels(caller, plan, log, (candidate) =>
    ask(caller, candidate, request),
  );
  permit.succeeded();
  return { target, result, usage: await usageOf(request, result) };
}
