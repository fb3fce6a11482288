import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { Classification } from "@/lib/providers";

/** What we add to an answer in OpenAI's form, under `gym`. */
export type GymFields = {
  executionId: string;
  task: string;
  model: string | null;
  route: { strategy: string | null; reason: string; propensity: number; fallbacks: string[] } | null;
  /** Only within an experiment. */
  experiment?: { slug: string; variant: string | null };
  /** Only when a budget asked for a cheaper model than the usual one. */
  downgrade?: { budgetId: string; budget: string; usualModel: string };
  /** Of all calls together. */
  costUsd: number | null;
  /** Only when several models answered: every call that was paid, in order. */
  calls?: { model: string; costUsd: number | null }[];
} & Partial<Classification>;

export function gymFields(record: ExecutionRecord, classification?: Classification): GymFields {
  const { route } = record;
  return {
    executionId: record.id,
    task: record.taskSlug,
    model: record.modelSlug,
    route: route && {
      strategy: route.strategy,
      reason: route.reason,
      propensity: route.propensity,
      fallbacks: route.fallbacks,
    },
    costUsd: record.costUsd,
    ...(record.experimentSlug !== null && { experiment: { slug: record.experimentSlug, variant: record.variant } }),
    ...paidCalls(record),
    ...(route?.downgrade && { downgrade: route.downgrade }),
    ...classification,
  };
}

function paidCalls({ attempts }: ExecutionRecord): Pick<GymFields, "calls"> {
  const answered = attempts?.filter(({ errorKind }) => errorKind === null) ?? [];
  return answered.length > 1 ? { calls: answered.map(({ model, costUsd }) => ({ model, costUsd })) } : {};
}

/** The same as headers. A stream knows its cost only at the end, so there the last event tells it. */
export function gymHeaders(
  executionId: string,
  task: string,
  model: string,
  costUsd?: number | null,
): Record<string, string> {
  return {
    "x-gym-execution-id": executionId,
    "x-gym-task": task,
    "x-gym-model": model,
    ...(typeof costUsd === "number" && { "x-gym-cost-usd": String(costUsd) }),
  };
}
