import type { ExecutionRecord } from "@/lib/executions/schemas";
import { assignUnit } from "./assign-unit";
import type { Measurement } from "./count-measurements";
import type { ActiveExperiment } from "./serve-variant";

/** Key under which an execution is counted, and by which outcomes find its unit. */
export const executionKey = (id: string): string => `execution:${id}`;

/** What an execution says of its unit; null when it does not count: forced, of an earlier phase, or not settled. */
export function measureExecution(
  record: ExecutionRecord,
  experiment: Omit<ActiveExperiment, "organizationId">,
): Measurement | null {
  const { unitRef, variant, tags } = record;
  if (unitRef === null || variant === null || record.status === "pending") return null;
  if (Date.parse(record.createdAt) < experiment.phaseStartedMs) return null;
  if (!isOfThisPhase(experiment, unitRef, variant, tags)) return null;
  const { segmentBy } = experiment.design;
  return {
    unitRef,
    variant,
    eventKey: executionKey(record.id),
    segment: segmentBy === null ? null : (tags?.[segmentBy] ?? null),
    covariate: null,
    values: valuesOf(record),
    at: new Date(record.createdAt),
  };
}

/** Another process may have gone by the shares before the last change for a moment. A bandit's shares change all the time. */
function isOfThisPhase(
  { design, rule }: Pick<ActiveExperiment, "design" | "rule">,
  unitRef: string,
  variant: string,
  tags: ExecutionRecord["tags"],
): boolean {
  if (design.kind === "bandit") return design.variants.some(({ key }) => key === variant);
  const place = assignUnit(rule, unitRef, tags ?? {});
  return place.variant !== null && design.variants[place.variant]!.key === variant;
}

/** A call that its caller left says nothing of the variant. Unknown is left out, never 0. */
function valuesOf(record: ExecutionRecord): Record<string, number> {
  const { status } = record;
  if (status === "cancelled") return { calls: 1 };
  const isSuccess = status === "success";
  const tokens = sumOrNull([
    record.inputTokens,
    record.cachedInputTokens,
    record.cacheWriteTokens,
    record.outputTokens,
  ]);
  const values: Record<string, number | null> = {
    calls: 1,
    success: isSuccess ? 1 : 0,
    error: isSuccess ? 0 : 1,
    quality: record.quality,
    confidence: record.confidence,
    // How fast a failure was says nothing of how long people wait for an answer.
    latency: isSuccess ? record.latencyMs : null,
    first_token: isSuccess ? record.timeToFirstTokenMs : null,
    cost: record.costUsd,
    tokens,
    output_tokens: record.outputTokens,
  };
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== null));
}

function sumOrNull(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
}
