import type { ArtefactReference, CompleteResult, ProviderAdapter, ProviderCall, StreamPart } from "../contract";
import { estimateUsage } from "../estimate-usage";
import type { ArtefactCache } from "../local/artefact-cache";
import { lastUserText } from "../local/message-text";
import type { ChatRequest } from "../openai-types";
import type { Instruction } from "./instruction";
import { confidenceOf, readLabel } from "./read-label";

/**
 * A vendor's adapter that also serves versions of its chat models: a call that names a version is told to do the task as
 * the version says, and its answer is read as a label. Other calls pass through.
 */
export function instructed(inner: ProviderAdapter, instructions: ArtefactCache<Instruction>): ProviderAdapter {
  const complete = async (call: ProviderCall<ChatRequest>, artefact: ArtefactReference): Promise<CompleteResult> => {
    const instruction = await instructions.get(artefact);
    const request = instructedRequest(call.request, instruction);
    const upstreamId = instruction.upstreamId ?? call.upstreamId;
    return classified(await inner.complete({ ...withoutVersion(call), request, upstreamId }), instruction, request);
  };
  return {
    kind: inner.kind,
    embed: (call) => inner.embed(call),
    testConnection: (call) => inner.testConnection(call),
    complete: (call) => (call.artefact ? complete(call, call.artefact) : inner.complete(call)),
    stream: async (call) => (call.artefact ? parts(await complete(call, call.artefact)) : inner.stream(call)),
  };
}

function withoutVersion(call: ProviderCall<ChatRequest>): ProviderCall<ChatRequest> {
  const plain = { ...call };
  delete plain.artefact;
  return plain;
}

/** What has no place in a question that is answered with a label. */
const LEFT_OUT = [
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
] as const;

/** Like the local classifiers, it is asked about the last user message alone. */
function instructedRequest(request: ChatRequest, { system, examples, hasLogprobs }: Instruction): ChatRequest {
  const asked: ChatRequest = { ...request };
  for (const field of LEFT_OUT) delete asked[field];
  asked.messages = [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    ...examples.flatMap(({ input, output }) => [
      { role: "user" as const, content: input },
      { role: "assistant" as const, content: output },
    ]),
    { role: "user", content: lastUserText(request) },
  ];
  return hasLogprobs ? { ...asked, logprobs: true } : asked;
}

async function classified(
  result: CompleteResult,
  { labels }: Instruction,
  request: ChatRequest,
): Promise<CompleteResult> {
  const [choice] = result.response.choices;
  const answer = choice?.message.content ?? "";
  const label = readLabel(answer, labels);
  const confidence = confidenceOf(result.response);
  const shown = { ...choice! };
  delete shown.logprobs;
  return {
    ...result,
    response: { ...result.response, choices: [{ ...shown, message: { ...shown.message, content: label } }] },
    // The caller knows nothing of the examples, so it could not estimate them.
    usage: result.usage ?? (await estimateUsage(JSON.stringify(request.messages), answer)),
    classification: { label, confidence, alternatives: confidence === null ? [] : [{ label, confidence }] },
  };
}

/** Only a whole answer is a label, so the stream is one piece of text and the end. */
async function* parts({ response, usage, rawUsage, ...facts }: CompleteResult): AsyncGenerator<StreamPart> {
  const { id, created, model, choices } = response;
  const head = { id, created, model, object: "chat.completion.chunk" as const };
  const delta = { role: "assistant" as const, content: choices[0]?.message.content ?? "" };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta, finish_reason: null }] } };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] } };
  yield { type: "finish", finishReason: "stop", usage, rawUsage, ...facts };
}
