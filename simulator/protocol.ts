import type { Answer, Prompt } from "./answer";

export type ErrorName =
  "rate-limit" | "quota" | "error" | "overloaded" | "auth" | "not-found" | "context" | "filter" | "invalid";

/** One vendor's wire format: reads requests and writes answers. */
export interface Protocol {
  readPrompt(body: Record<string, unknown>): Prompt;
  /** Body of a whole answer. */
  whole(answer: Answer, model: string): string;
  /** A streamed answer as ready server-sent events; without `closing` it is not complete. */
  frames(
    answer: Answer,
    model: string,
    body: Record<string, unknown>,
  ): { opening: string; tokens: string[]; closing: string };
  error(name: ErrorName, message: string): { status: number; body: string };
  errorFrame(message: string): string;
}

export const frame = (value: unknown, event?: string) =>
  `${event ? `event: ${event}\n` : ""}data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
