import type { ExecutionRecord } from "@/lib/executions/schemas";
import { invalidInput } from "@/lib/platform/errors";
import { estimateUsage, type EmbeddingRequest, type EmbeddingResponse } from "@/lib/providers";
import { tokensOfCharacters } from "@/lib/routing";
import { callModels } from "./call-models";
import type { Caller } from "./caller";
import { providerCall, settleFailure } from "./chat-call";
import { parseGym, requireModel, requireObject, target, type GymOptions } from "./chat-input";
import { keepBudgets } from "./keep-budgets";
import { planCall } from "./plan-call";
import { newCall, startRecording } from "./recording";
import { orGiveBack, takeRateLimit } from "./take-rate-limit";

export type EmbeddingInput = {
  request: EmbeddingRequest;
  gym: GymOptions;
  requestedModel: string | null;
  task: string;
};

const DEFAULT_TASK = "semantic_search";
/** Texts in one request, as with OpenAI. */
const MAX_TEXTS = 2_048;

export function parseEmbeddingInput(raw: unknown): EmbeddingInput {
  const body = requireObject(raw);
  requireModel(body);
  const { gym: rawGym, ...request } = body;
  const gym = parseGym(rawGym);
  requireTexts(request.input);
  return { request: request as EmbeddingRequest, gym, ...target(request.model as string, gym, DEFAULT_TASK) };
}

function requireTexts(input: unknown): void {
  const isText = typeof input === "string" && input !== "";
  const isList = Array.isArray(input) && input.length > 0 && input.length <= MAX_TEXTS;
  if (isText || isList) return;
  throw invalidInput(`\`input\` must be a text or a list of 1 to ${MAX_TEXTS} texts`, { field: "input" });
}

/** Embeddings of one or many texts, recorded like any other call. */
export async function embedTexts(
  caller: Caller,
  input: EmbeddingInput,
  arrivedMs: number,
): Promise<{ response: EmbeddingResponse; record: ExecutionRecord }> {
  const inputText = previewOf(input.request.input);
  const tokens = await takeRateLimit(caller, tokensOfCharacters(inputText.length));
  const identity = newCall(caller, input.gym, input.request.user);
  const size = () => ({ characters: inputText.length, maxOutputTokens: 0, answers: 1, isPriority: false });
  const plan = await orGiveBack(tokens, async () => {
    const usual = await planCall(caller, {
      unit: identity.unit,
      operation: "embedding",
      prompt: null,
      task: input.task,
      identity,
      requestedModel: input.requestedModel,
      gym: input.gym,
      characters: inputText.length,
      maxOutputTokens: 0,
      requiredCapabilities: [],
    });
    // Vectors of two models cannot be compared, so no budget may replace the model.
    return keepBudgets(caller, { identity, size, isModelReplaceable: false }, usual);
  });
  const recording = startRecording(caller, plan, {
    identity,
    tokens,
    operation: "embedding",
    isStreaming: false,
    gym: input.gym,
    inputText,
    arrivedMs,
  });
  try {
    const {
      target: answered,
      result,
      permit,
    } = await callModels(caller, plan, recording.log, (candidate) =>
      candidate.adapter.embed(providerCall(caller, candidate, input.request)),
    );
    permit.succeeded();
    const record = recording.settle({
      status: "success",
      target: answered,
      usage: result.usage ?? (await estimateUsage(inputText, "")),
      rawUsage: result.rawUsage,
      outputText: "",
      cpuMs: result.cpuMs,
    });
    return { response: result.response, record };
  } catch (error) {
    settleFailure(caller, recording, error);
    throw error;
  }
}

/** All texts, for counting and preview; token ids count as one character each. */
function previewOf(input: EmbeddingRequest["input"]): string {
  if (typeof input === "string") return input;
  return input.map((item) => (typeof item === "string" ? item : String(item))).join("\n");
}
