import type { ChatCompletion, ChatRequest } from "@/lib/providers";

/** Whether an answer to the request may be kept or shared at all: one answer, of words. */
export function isCacheableRequest(request: ChatRequest): boolean {
  const { n, logprobs, audio, modalities } = request;
  if (typeof n === "number" && n !== 1) return false;
  if (logprobs === true || (audio !== undefined && audio !== null)) return false;
  return !Array.isArray(modalities) || modalities.every((modality) => modality === "text");
}

/** Whether the answer is whole, ended by itself, and says something: no tool call, refusal, cut or filter. */
export function isCacheableAnswer({ choices }: ChatCompletion): boolean {
  const [choice] = choices;
  if (!choice || choices.length !== 1 || choice.finish_reason !== "stop") return false;
  const { content, refusal, tool_calls: calls, ...others } = choice.message;
  if (typeof content !== "string" || content === "" || refusal) return false;
  if ("function_call" in others || "audio" in others) return false;
  return calls === undefined || calls === null || calls.length === 0;
}
