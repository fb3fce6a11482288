import type { BadgeTone } from "@/components/ui/badge";
import type {
  CreateProviderInput,
  Provider,
  ProviderKind,
  ProviderSource,
  ProviderStatus,
} from "@/lib/registry/schemas";

export const PROVIDER_STATUSES = {
  ready: { label: "Ready", tone: "success", explanation: null },
  disabled: { label: "Disabled", tone: "neutral", explanation: "No request goes there until it is enabled again." },
  no_key: { label: "No key", tone: "warning", explanation: "Its models cannot be called until it has a key." },
  key_unreadable: {
    label: "Key unreadable",
    tone: "danger",
    explanation: "The key was stored under another encryption key. Enter it again.",
  },
} as const satisfies Record<ProviderStatus, { label: string; tone: BadgeTone; explanation: string | null }>;

export const KIND_NAMES = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  openrouter: "OpenRouter",
  gemini: "Google Gemini",
  groq: "Groq",
  compatible: "OpenAI-compatible server",
  local: "This server",
  simulator: "Simulator",
  replay: "Replayed answers",
} as const satisfies Record<ProviderKind, string>;

/** What a person can add, the vendors first. */
export const ADDABLE_KINDS: readonly CreateProviderInput["kind"][] = [
  "openai",
  "anthropic",
  "gemini",
  "groq",
  "openrouter",
  "compatible",
];

const SOURCES: Record<ProviderSource, string> = {
  environment: "Environment variable",
  added: "Added here",
  built_in: "Built in",
};

export const sourceName = ({ source }: Pick<Provider, "source">): string => SOURCES[source];

/** Variables that the server reads when it starts. */
export const KEY_VARIABLES = [
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "GEMINI_API_KEY",
  "GROQ_API_KEY",
  "OPENROUTER_API_KEY",
] as const;
