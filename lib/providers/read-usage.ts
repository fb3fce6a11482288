import type { ProviderKind } from "@/lib/registry/schemas";
import { readAnthropicUsage } from "./anthropic/anthropic-usage";
import { readCompatibleUsage } from "./compatible/compatible-usage";
import { readGeminiUsage } from "./compatible/gemini-usage";
import type { Usage } from "./contract";

/** Each vendor's rule of what its counts include; null for what is no usage object of the vendor. Models here and recordings have none. */
const READERS: Record<Exclude<ProviderKind, "local" | "replay">, (raw: unknown) => Usage | null> = {
  openai: readCompatibleUsage,
  openrouter: readCompatibleUsage,
  groq: readCompatibleUsage,
  gemini: readGeminiUsage,
  compatible: readCompatibleUsage,
  simulator: readCompatibleUsage,
  anthropic: readAnthropicUsage,
};

/** The final usage object of a vendor as token classes, each token counted once. */
export const readUsage = (kind: ProviderKind, raw: unknown): Usage | null =>
  kind === "local" || kind === "replay" ? null : READERS[kind](raw);
