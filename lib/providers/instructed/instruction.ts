import { z } from "zod";

const FORMAT = "ai-gym/instruction@1";

/** How a chat model is told to do one task: what a version of a chat model consists of. */
export const Instruction = z.strictObject({
  format: z.literal(FORMAT),
  /** The vendor's own name of a tuned model; null = the model's usual one. */
  upstreamId: z.string().min(1).nullable(),
  /** "" = none. */
  system: z.string(),
  /** Shown before the question, in this order. */
  examples: z.array(z.strictObject({ input: z.string(), output: z.string() })),
  /** The only answers that count. */
  labels: z.array(z.string().min(1)).min(1),
  /** The model tells how likely its own answer was. */
  hasLogprobs: z.boolean(),
});
export type Instruction = z.infer<typeof Instruction>;

export const serializeInstruction = (instruction: Omit<Instruction, "format">): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify({ format: FORMAT, ...instruction }));

/** Throws when the bytes are no instruction, or one of a later form. */
export function parseInstruction(bytes: Uint8Array): Instruction {
  return Instruction.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
}

/** The task in words, for a model that was not tuned for it. */
export function labelPrompt(labels: readonly string[]): string {
  return [
    "Classify the message of the user. Answer with exactly one of these labels, spelled as here, and with nothing else:",
    ...labels.map((label) => `- ${label}`),
  ].join("\n");
}

/** The task in words, for a model that has learnt the labels. */
export const TUNED_PROMPT = "Classify the message of the user. Answer with its label only.";
