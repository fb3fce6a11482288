import { z } from "zod";
import type { RouteDecision } from "@/lib/executions/schemas";
import { Constraints, ModelSlug, Strategy, TaskSlug } from "@/lib/registry/schemas";

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
