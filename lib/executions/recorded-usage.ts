import { estimateUsage, readUsage, type Usage } from "@/lib/providers";
import type { RoutableModel } from "@/lib/registry";
import type { ExecutionRecord } from "./schemas";
import type { RecordExecutionInput } from "./record-schemas";

export type UsageProblem = { field: string; message: string };

/**
 * Tokens of a reported execution, by class: from the vendor's usage object by the vendor's own rule, as the caller
 * counted them, or counted here from the texts and flagged. null = unknown.
 */
export async function recordedUsage(
  row: RecordExecutionInput,
  model: RoutableModel,
  operation: ExecutionRecord["operation"],
): Promise<Usage | null | UsageProblem> {
  if (row.usage) return vendorUsage(row, model);
  if (row.inputTokens != null) return countedUsage(row, operation, row.inputTokens);
  // A call that failed was charged nothing, so nothing is guessed for it.
  if (row.status === "failed" || (row.input == null && row.output == null)) return null;
  return estimateUsage(row.input ?? "", row.output ?? "");
}

function vendorUsage(row: RecordExecutionInput, { providerKind, slug }: RoutableModel): Usage | UsageProblem {
  const usage = readUsage(providerKind ?? "compatible", row.usage);
  if (usage) return { ...usage, serviceTier: row.serviceTier ?? usage.serviceTier };
  return { field: "usage", message: `must be a usage object as the provider of ${slug} sends it` };
}

function countedUsage(
  row: RecordExecutionInput,
  operation: ExecutionRecord["operation"],
  inputTokens: number,
): Usage | UsageProblem {
  const outputTokens = row.outputTokens ?? (operation === "embedding" ? 0 : null);
  if (outputTokens === null) return { field: "outputTokens", message: "must be given with the other tokens" };
  return {
    inputTokens,
    cacheReadTokens: row.cachedInputTokens ?? 0,
    cacheWriteTokens: row.cacheWriteTokens ?? 0,
    cacheWrite1hTokens: row.cacheWrite1hTokens ?? 0,
    outputTokens,
    reasoningTokens: row.reasoningTokens ?? 0,
    audioInputTokens: row.audioInputTokens ?? 0,
    audioOutputTokens: row.audioOutputTokens ?? 0,
    serviceTier: row.serviceTier ?? null,
    isEstimated: false,
  };
}

export const isUsageProblem = (usage: Usage | null | UsageProblem): usage is UsageProblem =>
  usage !== null && "message" in usage;
