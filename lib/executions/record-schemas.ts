import { z } from "zod";
import { ServiceTier, TaskSlug } from "@/lib/registry/schemas";
import type { CostSource } from "./words";

/** Executions of one request. */
export const MAX_RECORDED = 1_000;
/** Longest text that is taken of what was asked and answered, characters; the beginning is kept. */
const MAX_TEXT = 200_000;
const MAX_TOKENS = 1_000_000_000;
const DAY_MS = 86_400_000;

const number = (low: number, high: number) =>
  z
    .number({ error: "must be a finite number" })
    .min(low, { error: `must be at least ${low}` })
    .max(high, { error: `must be at most ${high}` })
    .nullish();

const tokens = z
  .number({ error: "must be a whole number of tokens" })
  .int({ error: "must be a whole number of tokens" })
  .min(0, { error: "must be at least 0" })
  .max(MAX_TOKENS, { error: `must be at most ${MAX_TOKENS}` })
  .nullish();

const text = (max: number) =>
  z.string({ error: "must be text" }).max(max, { error: `must have at most ${max} characters` });

const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names) =>
  z.enum(names, { error: `must be one of ${names.join(", ")}` });

const flag = z.boolean({ error: "must be true or false" });

const tags = z
  .record(text(60), text(200), { error: "must be an object of texts" })
  .refine((given) => Object.keys(given).length <= 50, { message: "must have at most 50 entries" });

const fields = z.strictObject(
  {
    /** The caller's own id of the execution: what is sent twice under it is recorded once. */
    clientId: text(200)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u, { error: "must be 1 to 200 readable characters" })
      .nullish(),
    task: TaskSlug,
    /** Slug of a model of the catalogue. */
    model: text(200).min(1, { error: "must name a model" }),
    /** When the call began. (Default: now.) */
    createdAt: z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-01T00:00:00Z" }).max(40).nullish(),
    /** (Default: what models of this kind do.) */
    operation: oneOf("chat", "embedding", "classification").nullish(),
    status: oneOf("success", "partial", "cancelled", "failed").nullish(),
    errorCode: text(100).nullish(),
    errorMessage: text(2_000).nullish(),
    isStreaming: flag.nullish(),
    /** The vendor's usage object as received, read by the vendor's own rule. Instead of the tokens below. */
    usage: z.record(z.string(), z.unknown(), { error: "must be the vendor's usage object" }).nullish(),
    /** Fresh input: neither read from nor written to the vendor's cache. */
    inputTokens: tokens,
    cachedInputTokens: tokens,
    cacheWriteTokens: tokens,
    /** Part of `cacheWriteTokens`: kept for an hour. */
    cacheWrite1hTokens: tokens,
    /** Reasoning included. */
    outputTokens: tokens,
    reasoningTokens: tokens,
    /** Part of `inputTokens`. */
    audioInputTokens: tokens,
    /** Part of `outputTokens`. */
    audioOutputTokens: tokens,
    serviceTier: ServiceTier.nullish(),
    /** US dollars as the caller knows them. (Default: computed from the price in force when the call began.) */
    costUsd: number(0, 100_000),
    /** The caller's own cache answered: it cost nothing, and saved what the tokens would have cost. */
    isCacheHit: flag.nullish(),
    latencyMs: number(0, DAY_MS),
    timeToFirstTokenMs: number(0, DAY_MS),
    /** 0–100. */
    quality: number(0, 100),
    /** 0–1, of a classification. */
    confidence: number(0, 1),
    label: text(200).nullish(),
    userRef: text(200).min(1, { error: "must not be empty" }).nullish(),
    sessionId: text(200).min(1, { error: "must not be empty" }).nullish(),
    tags: tags.nullish(),
    /** What was asked and answered. Tokens are counted here when no usage is given. */
    input: text(MAX_TEXT).nullish(),
    output: text(MAX_TEXT).nullish(),
  },
  { error: "must be an object" },
);

const TOKEN_FIELDS = [
  "inputTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "cacheWrite1hTokens",
  "outputTokens",
  "reasoningTokens",
  "audioInputTokens",
  "audioOutputTokens",
] as const satisfies readonly (keyof z.infer<typeof fields>)[];

const PARTS = [
  ["cacheWrite1hTokens", "cacheWriteTokens"],
  ["reasoningTokens", "outputTokens"],
  ["audioInputTokens", "inputTokens"],
  ["audioOutputTokens", "outputTokens"],
  ["timeToFirstTokenMs", "latencyMs"],
] as const satisfies readonly (readonly [keyof z.infer<typeof fields>, keyof z.infer<typeof fields>])[];

/** What a caller reports of a call that it made itself. null is the same as absent. */
export const RecordExecutionInput = fields.superRefine((row, context) => {
  const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
  for (const [part, whole] of PARTS) {
    const [partValue, wholeValue] = [row[part], row[whole]];
    if (partValue == null || (part === "timeToFirstTokenMs" && wholeValue == null)) continue;
    if (partValue > (wholeValue ?? 0)) refuse(part, `must be at most \`${whole}\`, of which it is a part`);
  }
  const given = TOKEN_FIELDS.find((name) => row[name] != null);
  if (row.usage && given) refuse(given, "must be left out when `usage` is given");
  if (given && row.inputTokens == null) refuse("inputTokens", "must be given with the other tokens");
  if (row.isCacheHit && row.costUsd) refuse("costUsd", "must be left out or 0 when your cache answered");
  const isSuccess = (row.status ?? "success") === "success";
  if (isSuccess && row.errorCode != null) refuse("errorCode", "must be left out when `status` is success");
  if (isSuccess && row.errorMessage != null) refuse("errorMessage", "must be left out when `status` is success");
});
export type RecordExecutionInput = z.infer<typeof RecordExecutionInput>;

/** What became of a reported execution. */
type RecordedExecution = {
  id: string;
  clientId: string | null;
  /** It had been recorded before, and was not counted again. */
  isDuplicate: boolean;
  /** US dollars; null when the price or the usage is unknown. */
  costUsd: number | null;
  costSource: CostSource | null;
  /** Tokens were counted here. */
  isUsageEstimated: boolean;
};

export type RecordingResult = {
  accepted: number;
  duplicates: number;
  /** In the order in which they were sent. */
  executions: RecordedExecution[];
};
