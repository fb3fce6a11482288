import { z } from "zod";
import type { RouteDecision } from "@/lib/executions/schemas";
import { VariableValues } from "@/lib/prompts/schemas";
import { Constraints, ModelSlug, Strategy, TaskSlug } from "@/lib/registry/schemas";

/** A prompt of the library in place of the task's own: `slug` (its label `production`), `slug@label` or `slug@7`. */
export const PromptVersionReference = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_-]{0,59}(@([1-9][0-9]{0,5}|[a-z][a-z0-9_-]{0,29}))?$/, "is `slug`, `slug@label` or `slug@7`");

const Message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string() })), z.null()]).optional(),
});

export const RunInput = z
  .strictObject({
    task: TaskSlug,
    /** The text to work on; or `messages` for a conversation. */
    input: z.string().min(1).max(1_000_000).optional(),
    messages: z.array(Message).min(1).max(1_000).optional(),
    /** Names the model instead of letting the router choose. */
    model: ModelSlug.optional(),
    strategy: Strategy.optional(),
    constraints: Constraints.optional(),
    sessionId: z.string().min(1).max(200).optional(),
    userRef: z.string().min(1).max(200).optional(),
    tags: z.record(z.string().max(60), z.string().max(200)).optional(),
    promptVersion: PromptVersionReference.optional(),
    /** Values of the prompt's variables. */
    variables: VariableValues.optional(),
    stream: z.boolean().default(false),
  })
  .refine((input) => (input.input === undefined) !== (input.messages === undefined), {
    path: ["input"],
    message: "give either `input` or `messages`",
  });
export type RunInput = z.infer<typeof RunInput>;

export type RunResult = {
  output: string;
  /** Of a classification. `confidence` is 0–1. */
  label?: string;
  confidence?: number;
  alternatives?: { label: string; confidence: number }[];
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
    attempts: number;
  };
};
