import { jsonFromSchema, type JsonSchema } from "./json-from-schema";
import { hashText, uniform } from "./seeded-random";
import { followExamples } from "./follow-examples";
import type { Profile } from "./profiles";

type ToolUse = { id: string; name: string; arguments: Record<string, unknown> };

type Tool = { name: string; parameters: JsonSchema };

type Turn = { role: string; text: string };

/** A request, whichever protocol it came by. */
export type Prompt = {
  model: string;
  /** All text of all messages. */
  text: string;
  /** The newest message's own text. */
  lastText: string;
  isToolResult: boolean;
  /** All messages in order, the system's first. */
  turns: readonly Turn[];
  tools: Tool[];
  toolChoice: "none" | "auto" | "required" | { name: string };
  /** The answer must fit this; null = free text. */
  schema: JsonSchema | null;
  maxTokens: number | null;
};

export type Answer = {
  id: string;
  /** Pieces of the text, as streamed. Empty when tools are used. */
  pieces: string[];
  toolUses: ToolUse[];
  isCutByLimit: boolean;
  tokens: { prompt: number; cached: number; output: number; reasoning: number };
};

const OPENING = "This answer is simulated; no model was asked.";
const WORDS =
  "sample words follow in a fixed order drawn from the seed so that tests see text of a known length and shape without meaning anything at all".split(
    " ",
  );

/** What a profile answers to a prompt: the same for the same seed, model and prompt. */
export function answerPrompt(prompt: Prompt, profile: Profile, seed: number): Answer {
  const hash = hashText(`${prompt.model}\n${prompt.text}`, seed);
  const toolUses = callTools(prompt, hash);
  const limit = prompt.maxTokens ?? Infinity;
  const all = toolUses.length > 0 ? [] : pieces(prompt, profile, hash);
  const kept = all.slice(0, limit);
  const visible = toolUses.length > 0 ? countTokens(JSON.stringify(toolUses)) : kept.length;
  const promptTokens = Math.max(1, countTokens(prompt.text));
  const reasoning = Math.round(visible * profile.reasoningShare);
  return {
    id: hash.toString(16).padStart(8, "0"),
    pieces: kept,
    toolUses,
    isCutByLimit: kept.length < all.length,
    tokens: {
      prompt: promptTokens,
      cached: Math.floor(promptTokens * profile.cachedShare),
      output: visible + reasoning,
      reasoning,
    },
  };
}

/** About four characters a token. */
export const countTokens = (text: string) => Math.ceil(text.length / 4);

function pieces(prompt: Prompt, { words, taught }: Profile, hash: number): string[] {
  const { schema } = prompt;
  const learnt = taught && followExamples(prompt, taught);
  if (learnt) return learnt.match(/[\s\S]{1,12}/g) ?? [];
  if (schema) return JSON.stringify(jsonFromSchema(schema, hash)).match(/[\s\S]{1,12}/g) ?? [];
  const opening = OPENING.split(" ");
  const body = Array.from({ length: Math.max(0, words - opening.length) }, (_, index) => {
    return WORDS[Math.floor(uniform(hash + index) * WORDS.length)] ?? "";
  });
  return [...opening, ...body].map((word, index) => (index === 0 ? word : ` ${word}`));
}

/** Uses every tool that the newest message names, else the first; none after a tool's result, unless it has to. */
function callTools({ tools, toolChoice, lastText, isToolResult }: Prompt, hash: number): ToolUse[] {
  if (tools.length === 0 || toolChoice === "none") return [];
  if (toolChoice === "auto" && isToolResult) return [];
  const named =
    typeof toolChoice === "object" ? tools.filter(({ name }) => name === toolChoice.name) : mentioned(tools, lastText);
  return named.map(({ name, parameters }, index) => ({
    id: `call_${hash.toString(16)}_${index}`,
    name,
    arguments: jsonFromSchema(parameters, hash + index) as Record<string, unknown>,
  }));
}

function mentioned(tools: Tool[], text: string): Tool[] {
  const named = tools.filter(({ name }) => text.includes(name));
  return named.length > 0 ? named : tools.slice(0, 1);
}
