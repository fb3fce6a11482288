import { z } from "zod";
import type { CacheOutcome, DetectedMessage, RouteDecision } from "@/lib/executions/schemas";
import { VariableValues } from "@/lib/prompts/schemas";
import type { Evidence } from "@/lib/providers";
import type { RetrievedSource } from "@/lib/providers/schemas";
import { Constraints, ModelSlug, Strategy, TaskSlug } from "@/lib/registry/schemas";
import { COUNCIL_METHODS } from "@/lib/registry/words";

/** A prompt of the library in place of the task's own: `slug` (its label `production`), `slug@label` or `slug@7`. */
export const PromptVersionReference = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_-]{0,59}(@([1-9][0-9]{0,5}|[a-z][a-z0-9_-]{0,29}))?$/, "is `slug`, `slug@label` or `slug@7`");

/** What a request wants of its task's cache. */
export const CacheWish = z.enum(["use", "bypass", "refresh"]);

const Message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() })), z.null()]).optional(),
});

const callFields = {
  task: TaskSlug,
  /** The text to work on; or `messages` for a conversation. */
  input: z.string().min(1).max(1_000_000).optional(),
  messages: z.array(Message).min(1).max(1_000).optional(),
  constraints: Constraints.optional(),
  sessionId: z.string().min(1).max(200).optional(),
  userRef: z.string().min(1).max(200).optional(),
  tags: z.record(z.string().max(60), z.string().max(200)).optional(),
  promptVersion: PromptVersionReference.optional(),
  /** Values of the prompt's variables. */
  variables: VariableValues.optional(),
};

type Asked = { input?: string | undefined; messages?: unknown };
const hasOneText = ({ input, messages }: Asked) => (input === undefined) !== (messages === undefined);
const ONE_TEXT = { path: ["input"], message: "give either `input` or `messages`" };

export const RunInput = z
  .strictObject({
    ...callFields,
    /** Names the model instead of letting the router choose. */
    model: ModelSlug.optional(),
    strategy: Strategy.optional(),
    /** `bypass`: the task's cache is neither read nor filled; `refresh`: filled without being read. (Default: `use`.) */
    cache: CacheWish.optional(),
    stream: z.boolean().default(false),
  })
  .refine(hasOneText, ONE_TEXT);
export type RunInput = z.infer<typeof RunInput>;

/** What another classification says of the same text. */
export type AlongsideAnswer = {
  task: string;
  /** null when it could not answer; `error` says why. */
  label: string | null;
  /** 0–1; null when a chat model does not tell it. */
  confidence: number | null;
  alternatives: { label: string; confidence: number }[];
  model: string | null;
  /** Of its own execution, for feedback. */
  executionId: string | null;
  error: string | null;
};

export type RunResult = {
  output: string;
  /** Of a classification. `confidence` is 0–1; null when a chat model does not tell it. */
  label?: string;
  confidence?: number | null;
  alternatives?: { label: string; confidence: number }[];
  /** What the tasks of the configuration's `alongside` say of the same text; absent when it names none. */
  alongside?: AlongsideAnswer[];
  /** The examples that an answer of `nearest` was taken from, the likest first. */
  evidence?: Evidence[];
  /** Only of a task that looks texts up: what the answer was given from. */
  citations?: RetrievedSource[];
  execution: {
    id: string;
    task: string;
    model: string | null;
    route: RouteDecision | null;
    /** US dollars; null when the price is unknown. */
    costUsd: number | null;
    latencyMs: number | null;
    inputTokens: number | null;
    outputTokens: number | null;
    /** What the task's cache gave; null when it was not asked. */
    cache: CacheOutcome | null;
    /** What an answer from the cache had cost, US dollars. */
    savedUsd: number | null;
    attempts: number;
  };
};

/** One message of a conversation; the model is the best for what it is about. */
export const ChatTurnInput = z.strictObject({
  message: z.string().min(1).max(1_000_000),
  /** The caller's own name for the conversation. (Default: a new one, which the answer names.) */
  sessionId: z.string().min(1).max(200).optional(),
  /** What was said before: it is not kept here, and the model sees only what is sent. (Default: nothing.) */
  history: z.array(Message).max(999).default([]),
  /** (Default: `general_chat`.) */
  task: TaskSlug.default("general_chat"),
  strategy: Strategy.optional(),
  constraints: Constraints.optional(),
  userRef: z.string().min(1).max(200).optional(),
  /** Another spelling of `userRef`. */
  userId: z.string().min(1).max(200).optional(),
  tags: z.record(z.string().max(60), z.string().max(200)).optional(),
  stream: z.boolean().default(false),
});
export type ChatTurnInput = z.infer<typeof ChatTurnInput>;

export type ChatTurnResult = RunResult & {
  sessionId: string;
  /** null when the message was not looked at: the task's configuration names the model. */
  detected: DetectedMessage | null;
};

/** What is left out is the task's council; without one, the three models with the highest expected quality. */
export const CouncilInput = z
  .strictObject({
    ...callFields,
    members: z.array(ModelSlug).min(2).max(7).optional(),
    method: z.enum(COUNCIL_METHODS).optional(),
    quorum: z.number().int().min(1).max(7).optional(),
    graceMs: z.number().int().min(0).max(120_000).optional(),
    synthesizer: ModelSlug.optional(),
  })
  .refine(hasOneText, ONE_TEXT);
export type CouncilInput = z.infer<typeof CouncilInput>;

/** One member of a council. */
export type CouncilMember = {
  model: string;
  /** `cancelled`: it was late, and what the others said was enough. */
  status: "answered" | "failed" | "cancelled";
  /** null unless it answered. */
  output: string | null;
  label: string | null;
  /** US dollars; null when unknown. */
  costUsd: number | null;
  latencyMs: number;
  /** How many members gave the same answer, itself included; null unless it was voted on. */
  votes: number | null;
  /** 0–100 by the task's scorer; null unless it was judged. */
  score: number | null;
  isTaken: boolean;
  error: string | null;
};

/** How an answer came of several. */
export type CouncilReport = {
  method: (typeof COUNCIL_METHODS)[number];
  quorum: number;
  /** Why this answer. */
  reason: string;
  /** Who wrote the answer that was put together; null when a member's own was taken. */
  synthesizer: string | null;
  /** The best expected quality first. */
  members: CouncilMember[];
};

export type CouncilResult = RunResult & { council: CouncilReport };
