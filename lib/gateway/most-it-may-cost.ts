import type { ChatRequest } from "@/lib/providers";
import { costOfCompute, costOfUsage, type RoutableModel } from "@/lib/registry";
import type { CouncilAtWork } from "./council-at-work";
import type { CallPlan } from "./plan-call";

/** What bounds the cost of a call, whichever model serves it. */
export type CallSize = {
  /** Of everything that is sent. */
  characters: number;
  /** The caller's limit for one answer; null = none. 0 for embeddings. */
  maxOutputTokens: number | null;
  /** Answers that were asked for. */
  answers: number;
  isPriority: boolean;
};

/** Output set aside for a call without a limit, tokens: nearly every answer is shorter. */
const UNLIMITED_OUTPUT_TOKENS = 4_096;
/** No answer is longer; a caller's limit may be any number. */
const LONGEST_OUTPUT_TOKENS = 10_000_000;
const MOST_ANSWERS = 1_000;
/** CPU time set aside for a local model, seconds: far more than an answer takes. */
const LOCAL_CPU_SECONDS = 1;

/**
 * The most that a call may cost, US dollars, with the dearest of the models that may come to serve it, or with all that
 * a cascade or a council may ask. Every character is taken for a token, which is too much for nearly all texts: what was not needed comes back when the call ends.
 * Models without a known price count nothing, here as in every report.
 */
export function mostItMayCost({ snapshot, state, choice, cascade, council }: CallPlan, size: CallSize): number {
  const systemPrompt = state.configuration.systemPrompt?.length ?? 0;
  const limit = size.maxOutputTokens ?? state.configuration.parameters.maxOutputTokens ?? UNLIMITED_OUTPUT_TOKENS;
  const mostOfEach = (slugs: readonly string[]) =>
    slugs
      .flatMap((slug) => snapshot.models.get(slug) ?? [])
      .map((model) => mostOf(model, size.characters + systemPrompt, limit, size));
  const several = cascade?.models ?? (council && askedBy(council)) ?? [];
  const asked = mostOfEach(several).reduce((sum, most) => sum + most, 0);
  return Math.max(asked, ...mostOfEach([choice.model, ...choice.fallbacks]));
}

const askedBy = ({ members, method, synthesizer }: CouncilAtWork): readonly string[] =>
  method === "synthesis" ? [...members, synthesizer] : members;

function mostOf(
  { price, maxOutputTokens }: RoutableModel,
  inputTokens: number,
  limit: number,
  { answers, isPriority }: CallSize,
): number {
  if (price?.source === "local_compute") return costOfCompute(price, LOCAL_CPU_SECONDS) ?? 0;
  const longest = Math.max(0, Math.min(limit, maxOutputTokens ?? LONGEST_OUTPUT_TOKENS, LONGEST_OUTPUT_TOKENS));
  const outputTokens = Math.min(answers, MOST_ANSWERS) * longest;
  const usage = { inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens };
  const priority = isPriority ? costOfUsage(price, { ...usage, serviceTier: "priority" }) : null;
  return Math.max(costOfUsage(price, usage) ?? 0, priority ?? 0);
}

/** Computed only for calls that have a budget to keep: it puts tools and schemas into words. */
export function sizeOfChat(request: ChatRequest, characters: number, maxOutputTokens: number | null): CallSize {
  const { tools, response_format: format, n } = request;
  const extras = (tools ? JSON.stringify(tools).length : 0) + (format ? JSON.stringify(format).length : 0);
  return {
    characters: characters + extras,
    maxOutputTokens,
    answers: typeof n === "number" && n > 1 ? n : 1,
    isPriority: request.service_tier === "priority",
  };
}
