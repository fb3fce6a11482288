import { queryOptions } from "@tanstack/react-query";
import type { RunInput, RunResult } from "@/lib/gateway/schemas";
import type { VariableValues } from "@/lib/prompts/schemas";
import type { Recommendation, RecommendInput } from "@/lib/routing/schemas";
import { api, ApiError, apiResponse } from "./api";
import { readEvents } from "./read-events";

export type RunRequest = Pick<RunInput, "task" | "model" | "strategy" | "constraints"> & { input: string };

/** What a streamed answer tells of itself; the rest is in its execution. */
export type StreamedRun = { output: string; execution: Pick<RunResult["execution"], "id" | "model" | "costUsd"> };

/** Which model would get the request, and why. */
export const recommendationQuery = (input: RecommendInput) =>
  queryOptions({
    queryKey: ["recommend", input],
    queryFn: ({ signal }) => api<Recommendation>("/models/recommend", { body: input, signal }),
  });

export const runTask = (request: RunRequest, signal: AbortSignal) => api<RunResult>("/run", { body: request, signal });

/** The same, with `onText` called with all the text there is whenever more of it arrived. */
export async function streamTask(
  request: RunRequest,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<StreamedRun> {
  const response = await apiResponse("/run", { body: { ...request, stream: true }, signal });
  const requestId = response.headers.get("x-request-id") ?? undefined;
  let output = "";
  let facts: GymFacts | null = null;
  for await (const data of readEvents(response.body ?? new ReadableStream())) {
    if (data === "[DONE]") break;
    const { choices, gym, error } = JSON.parse(data) as Chunk;
    if (error) throw brokenOff(error.message, requestId);
    if (gym) facts = gym;
    const piece = choices?.[0]?.delta?.content;
    if (piece) onText((output += piece));
  }
  if (!facts) throw brokenOff("The answer broke off before its end", requestId);
  return { output, execution: { id: facts.executionId, model: facts.model, costUsd: facts.costUsd } };
}

type GymFacts = { executionId: string; model: string | null; costUsd: number | null };

/** A chunk in OpenAI's form; the last one carries `gym`. An error ends the stream. */
type Chunk = {
  choices?: { delta?: { content?: string | null } }[];
  gym?: GymFacts;
  error?: { message: string };
};

const brokenOff = (message: string, requestId: string | undefined) =>
  new ApiError(message, { code: "upstream_failed", status: 502, requestId });

/** One version of a prompt, asked anew: what the task's cache holds would compare nothing. */
export const runPromptVersion = (task: string, input: string, promptVersion: string, variables: VariableValues) =>
  api<RunResult>("/run", { body: { task, input, promptVersion, variables, cache: "bypass" } });
