import { costOfUsage, type RoutableModel } from "@/lib/registry";
import type { ServiceTier } from "@/lib/registry/schemas";
import type { CostSource } from "./words";

/** An execution as far as its cost goes. */
export type PricedRow = {
  id: string;
  createdAt: string;
  modelSlug: string | null;
  costUsd: number | null;
  costSource: CostSource | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  cacheWrite1hTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  audioInputTokens: number | null;
  audioOutputTokens: number | null;
  serviceTier: ServiceTier | null;
  /** Calls that were answered: above one the tokens are those of several models together. */
  answeredCalls: number;
};

/** `kept`: a re-pricing has nothing to say of it. */
export type RepricedRow =
  | { kind: "kept"; reason: "reported" | "unmeasured" | "unknownModel" }
  | { kind: "same" }
  | { kind: "changed"; costUsd: number | null; priceRef: string | null };

/** Costs nearer than this share of the larger one are the same: sums of floating-point numbers. */
const TOLERANCE = 1e-12;

/** What an execution costs by the price that is stated for its time today. */
export function repriceRow(row: PricedRow, model: Pick<RoutableModel, "priceAt"> | undefined): RepricedRow {
  if (row.costSource !== null && row.costSource !== "computed") return { kind: "kept", reason: "reported" };
  if (row.answeredCalls > 1) return { kind: "kept", reason: "unmeasured" };
  const { inputTokens, outputTokens } = row;
  if (inputTokens === null || outputTokens === null) return { kind: "kept", reason: "unmeasured" };
  if (!model) return { kind: "kept", reason: "unknownModel" };
  const price = model.priceAt(Date.parse(row.createdAt));
  if (price?.source === "local_compute") return { kind: "kept", reason: "unmeasured" };
  const costUsd = costOfUsage(price, {
    inputTokens,
    outputTokens,
    cacheReadTokens: row.cachedInputTokens ?? 0,
    cacheWriteTokens: row.cacheWriteTokens ?? 0,
    cacheWrite1hTokens: row.cacheWrite1hTokens ?? 0,
    reasoningTokens: row.reasoningTokens ?? 0,
    audioInputTokens: row.audioInputTokens ?? 0,
    audioOutputTokens: row.audioOutputTokens ?? 0,
    serviceTier: row.serviceTier,
  });
  if (isSame(row.costUsd, costUsd)) return { kind: "same" };
  return { kind: "changed", costUsd, priceRef: costUsd === null ? null : (price?.ref ?? null) };
}

function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
