import type { ProviderCall } from "../../contract";
import type { ChatRequest } from "../../openai-types";
import { asProviderCall } from "../as-provider-call";
import type { Embedder } from "../embedder";
import { requireReadable } from "../require-readable";
import { splitInstruction } from "../split-instruction";
import { summaryLength } from "./summary-length";
import { countWords, summarize, type Citation } from "./summarize";

export type SummarizedMessage = { text: string; answer: string; citations: Citation[]; cpuMs: number };

/** Summarises the text of the last user message, as long as its instruction asks. Throws `ProviderError` only. */
export async function summarizeMessage(
  call: ProviderCall<ChatRequest>,
  embedder: Pick<Embedder, "embedMeasured">,
): Promise<SummarizedMessage> {
  const { request, isMeasured } = call;
  const { instruction, text } = splitInstruction(request);
  requireReadable(text);
  const length = summaryLength(
    instruction,
    countWords(text),
    request.max_completion_tokens ?? request.max_tokens ?? null,
  );
  const summary = await asProviderCall(call, (signal) => summarize(text, { embedder, length, signal, isMeasured }));
  return { text, answer: summary.content, citations: summary.citations, cpuMs: summary.cpuMs };
}
