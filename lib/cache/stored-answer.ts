import { z } from "zod";
import type { ChatCompletion } from "@/lib/providers";

/** An answer as it is kept. */
export type StoredAnswer = {
  organizationId: string;
  taskSlug: string;
  /** Slug of the model that gave it. */
  model: string;
  response: ChatCompletion;
  /** What it had cost, US dollars; null when the price is unknown. */
  costUsd: number | null;
  /** Milliseconds since 1970. */
  storedAtMs: number;
  expiresAtMs: number;
};

const Stored = z.object({
  organizationId: z.string(),
  taskSlug: z.string(),
  model: z.string(),
  response: z.looseObject({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.number(),
    model: z.string(),
    choices: z
      .array(
        z.looseObject({
          index: z.number(),
          finish_reason: z.literal("stop"),
          message: z.looseObject({ role: z.literal("assistant"), content: z.string() }),
        }),
      )
      .length(1),
  }),
  costUsd: z.number().nullable(),
  storedAtMs: z.number(),
  expiresAtMs: z.number(),
});

/** null for anything that is not an answer of this organization: Redis may hold whatever others wrote. */
export function parseStored(text: string, organizationId: string): StoredAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = Stored.safeParse(value);
  return parsed.success && parsed.data.organizationId === organizationId ? parsed.data : null;
}
