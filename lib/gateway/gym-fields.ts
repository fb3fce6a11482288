import type { CachedAnswer } from "@/lib/cache";
import type { CacheOutcome, ExecutionRecord } from "@/lib/executions/schemas";
import type { Classification } from "@/lib/providers";
import type { RetrievedSource } from "@/lib/providers/schemas";

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
  /** Only when the task's cache was asked: what it gave. */
  cache?: CacheOutcome;
  /** Of a hit: what the answer had cost, US dollars; null when unknown. */
  savedUsd?: number | null;
  /** Of a `semantic` hit: likeness of the questions, cosine 0–1. */
  similarity?: number;
  /** Only of a task that looks texts up: what the answer was given from, by the numbers that it names. */
  citations?: RetrievedSource[];
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
    ...(record.cache && { cache: record.cache }),
    ...(record.retrieval && { citations: record.retrieval.sources }),
    ...paidCalls(record),
    ...(route?.downgrade && { downgrade: route.downgrade }),
    ...classification,
  };
}

/** The same of an answer that was there: `model` is the one that had given it. */
export function cachedGymFields(record: ExecutionRecord, { answer, similarity }: CachedAnswer): GymFields {
  return {
    ...gymFields(record),
    model: answer.model,
    savedUsd: record.savedUsd,
    ...(similarity !== null && { similarity }),
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
  { costUsd, cache }: { costUsd?: number | null; cache?: CacheOutcome | null } = {},
): Record<string, string> {
  return {
    "x-gym-execution-id": executionId,
    "x-gym-task": task,
    "x-gym-model": model,
    ...(typeof costUsd === "number" && { "x-gym-cost-usd": String(costUsd) }),
    ...(cache && { "x-gym-cache": cache }),
  };
}
