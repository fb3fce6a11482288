import { z } from "zod";
import { invalidInput } from "@/lib/platform/errors";
import { parseInput } from "@/lib/platform/http/parse-input";
import type { ChatMessage, ChatRequest } from "@/lib/providers";
import { VariableValues } from "@/lib/prompts/schemas";
import { Constraints, Strategy, TaskSlug, type Capability } from "@/lib/registry/schemas";
import { CacheWish, PromptVersionReference } from "./schemas";

/** Our own fields beside OpenAI's, under `gym`. */
export const GymOptions = z.strictObject({
  task: TaskSlug.optional(),
  strategy: Strategy.optional(),
  constraints: Constraints.optional(),
  sessionId: z.string().min(1).max(200).optional(),
  /** The caller's own user, for cost per user. */
  userRef: z.string().min(1).max(200).optional(),
  tags: z.record(z.string().max(60), z.string().max(200)).optional(),
  /** For testing: this variant of a running experiment, as `experiment:variant`, without counting the request. */
  variant: z.string().min(1).max(120).optional(),
  /** `bypass`: the task's cache is neither read nor filled; `refresh`: filled without being read. (Default: `use`.) */
  cache: CacheWish.optional(),
  promptVersion: PromptVersionReference.optional(),
  /** Values of the prompt's variables. */
  variables: VariableValues.optional(),
});
export type GymOptions = z.infer<typeof GymOptions>;

export type ChatInput = {
  request: ChatRequest;
  gym: GymOptions;
  /** null = the router chooses. */
  requestedModel: string | null;
  task: string;
};

const ROLES = ["system", "developer", "user", "assistant", "tool"];
const DEFAULT_TASK = "general_chat";
const TASK_PREFIX = "task:";

/** Checks what the gateway itself relies on; everything else of OpenAI's format is the upstream's to judge. */
export function parseChatInput(raw: unknown): ChatInput {
  const body = requireObject(raw);
  requireModel(body);
  requireMessages(body.messages);
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== "boolean") {
    throw invalidInput("`stream` is true or false", { field: "stream" });
  }
  const { gym: rawGym, ...request } = body;
  const gym = parseGym(rawGym);
  return { request: request as ChatRequest, gym, ...target(request.model as string, gym, DEFAULT_TASK) };
}

export function requireObject(raw: unknown): Record<string, unknown> {
  if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  throw invalidInput("The body must be a JSON object");
}

export function requireModel(body: Record<string, unknown>): void {
  if (typeof body.model === "string" && body.model !== "") return;
  throw invalidInput("`model` is required: a model of GET /v1/models, `auto`, or `task:<slug>`", { field: "model" });
}

export function parseGym(raw: unknown): GymOptions {
  return raw === undefined ? {} : parseInput(GymOptions, raw);
}

/** What `model` means: `auto`, `task:<slug>`, or a model's slug. */
export function target(
  model: string,
  gym: GymOptions,
  defaultTask: string,
): { requestedModel: string | null; task: string } {
  if (model.startsWith(TASK_PREFIX)) {
    const task = model.slice(TASK_PREFIX.length);
    if (gym.task && gym.task !== task)
      throw invalidInput("`model` and `gym.task` name different tasks", { field: "gym.task" });
    return { requestedModel: null, task };
  }
  return { requestedModel: model === "auto" ? null : model, task: gym.task ?? defaultTask };
}

function requireMessages(messages: unknown): void {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw invalidInput("`messages` must be a list with at least one message", { field: "messages" });
  }
  messages.forEach((message: unknown, index) => {
    const { role, content } =
      typeof message === "object" && message !== null ? (message as { role?: unknown; content?: unknown }) : {};
    if (Array.isArray(content) && content.some((part) => typeof part !== "object" || part === null)) {
      throw invalidInput(`\`messages[${index}].content\` must hold objects only`, {
        field: `messages[${index}].content`,
      });
    }
    if (typeof role === "string" && ROLES.includes(role)) return;
    throw invalidInput(`\`messages[${index}].role\` must be one of ${ROLES.join(", ")}`, {
      field: `messages[${index}].role`,
    });
  });
}

/** Characters that an image is taken for when the size of a request is guessed: about 800 tokens. */
const IMAGE_CHARACTERS = 3_200;

/** Characters of all messages, and what a model must be able to do to serve them. */
export function measureChat(request: ChatRequest): { characters: number; capabilities: Capability[] } {
  let characters = 0;
  let hasImage = false;
  for (const { content } of request.messages) {
    if (typeof content === "string") characters += content.length;
    else if (Array.isArray(content)) {
      for (const part of content) {
        if (part.type === "text" && typeof part.text === "string") characters += part.text.length;
        else if (part.type === "image_url") {
          hasImage = true;
          characters += IMAGE_CHARACTERS;
        }
      }
    }
  }
  const capabilities: Capability[] = [];
  if (hasImage) capabilities.push("vision");
  if (Array.isArray(request.tools) && request.tools.length > 0) capabilities.push("tools");
  if (request.response_format?.type === "json_schema") capabilities.push("json_schema");
  return { characters, capabilities };
}

/** The text of a message; parts that are not text are left out. */
export function textOf(content: ChatMessage["content"]): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : "")).join("\n");
}

export function lastUserText(messages: readonly ChatMessage[]): string {
  const last = messages.findLast((message) => message.role === "user") ?? messages.at(-1);
  return textOf(last?.content);
}
