import type { ChatRequest } from "../openai-types";
import type { Dialect } from "./dialects";

/** The body to send: the caller's request under the upstream's name of the model, in the vendor's dialect. */
export function toCompatibleBody(
  request: ChatRequest,
  upstreamId: string,
  isStreamed: boolean,
  { outputLimit, omitted }: Dialect,
): Record<string, unknown> {
  const { stream_options, max_tokens, max_completion_tokens, ...rest } = request;
  const body: Record<string, unknown> = { ...rest, model: upstreamId, stream: isStreamed };

  const limit = max_completion_tokens ?? max_tokens;
  if (limit !== undefined && limit !== null) body[outputLimit] = limit;
  // Always asked for, because cost is computed from it; `stream_options` without `stream` is an error at OpenAI.
  if (isStreamed) body.stream_options = { ...stream_options, include_usage: true };
  for (const field of omitted) delete body[field];
  return body;
}
