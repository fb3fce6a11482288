import { z } from "zod";
import { name } from "./text-schema";
import { PROVIDER_SLUG } from "./words";

export const PROVIDER_KINDS = [
  "openai",
  "anthropic",
  "openrouter",
  "gemini",
  "groq",
  "compatible",
  "local",
  "simulator",
  "replay",
] as const;
export const ProviderKind = z.enum(PROVIDER_KINDS);
export type ProviderKind = z.infer<typeof ProviderKind>;

export const ProviderSlug = z
  .string()
  .max(60)
  .regex(PROVIDER_SLUG, "must be lower-case letters, digits and dashes, such as `my-vllm`");

/** `environment`: its key comes from an environment variable; `added`: by a person; `built_in`: this process. */
export const ProviderSource = z.enum(["environment", "added", "built_in"]);
export type ProviderSource = z.infer<typeof ProviderSource>;

/** Like a model's status, without the model's own switch. */
export type ProviderStatus = "ready" | "disabled" | "no_key" | "key_unreadable";

export type Provider = {
  id: string;
  slug: string;
  name: string;
  kind: ProviderKind;
  /** Where calls go; null for local models. */
  baseUrl: string | null;
  /** Last four characters of the key; null without a key. The key itself never leaves the server. */
  keyHint: string | null;
  source: ProviderSource;
  isEnabled: boolean;
  status: ProviderStatus;
  modelCount: number;
  createdAt: string;
  updatedAt: string;
};

const baseUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https address, such as `http://127.0.0.1:11434/v1`" })
  .max(500)
  .refine((text) => !hasCredentials(text), { message: "must not hold a user name or password: use `apiKey`" })
  .transform((text) => text.replace(/\/+$/, ""));

const apiKey = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, "must be printable characters without spaces");

function hasCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username !== "" || url.password !== "";
}

/** Kinds that a person can add here: this process and the operator's simulator are given, replays come with their import. */
const ADDABLE_KINDS = ["openai", "anthropic", "openrouter", "gemini", "groq", "compatible"] as const;

export const CreateProviderInput = z
  .strictObject({
    kind: z.enum(ADDABLE_KINDS),
    /** (Default: the kind.) */
    slug: ProviderSlug.optional(),
    name: name(80).optional(),
    /** Required for `compatible`. (Default: the vendor's own address.) */
    baseUrl: baseUrl.optional(),
    /** Stored encrypted. Required except for `compatible`. */
    apiKey: apiKey.optional(),
  })
  .superRefine((input, context) => {
    if (input.kind === "compatible" && !input.baseUrl) {
      context.addIssue({ code: "custom", path: ["baseUrl"], message: "is needed for an OpenAI-compatible server" });
    }
    if (input.kind !== "compatible" && !input.apiKey) {
      context.addIssue({ code: "custom", path: ["apiKey"], message: `is needed for ${input.kind}` });
    }
  });
export type CreateProviderInput = z.infer<typeof CreateProviderInput>;

export const UpdateProviderInput = z
  .strictObject({
    name: name(80),
    baseUrl,
    /** null removes the stored key. */
    apiKey: apiKey.nullable(),
    isEnabled: z.boolean(),
  })
  .partial();
export type UpdateProviderInput = z.infer<typeof UpdateProviderInput>;

export const ListProvidersQuery = z.strictObject({ kind: ProviderKind.optional() });
export type ListProvidersQuery = z.infer<typeof ListProvidersQuery>;
