import type { HealthReason, MetricsSummary, SystemHealth } from "./schemas";

export type HealthFacts = {
  lastHour: MetricsSummary;
  byModel: readonly (MetricsSummary & { model: string })[];
  /** The 24 hours before the last hour. */
  dayBefore: MetricsSummary;
  /** Why executions cannot be stored at the moment; null when they can. */
  recordingError: string | null;
  /** Executions that the database refused since the process began. */
  rejectedCount: number;
};

/** Fewer calls than this say nothing of a rate. */
const MIN_JUDGED = 20;
/** Fewer calls than this say nothing of a 95th percentile. */
const MIN_TIMED = 100;
const DEGRADED_ERROR_RATE = 0.05;
const UNHEALTHY_ERROR_RATE = 0.25;
/** A model that fails half of its calls is named, even if the whole looks fine. */
const MODEL_ERROR_RATE = 0.5;
const SLOWER_THAN_BEFORE = 2;

type Judged = HealthReason & { severity: "degraded" | "unhealthy" };

/**
 * `unhealthy`: a quarter of the calls fails, or nothing can be recorded. `degraded`: 5 % fail, a model fails half of
 * its calls, the 95th percentile is twice that of the day before, or records were refused. Small numbers are not judged.
 */
export function judgeHealth(facts: HealthFacts): Pick<SystemHealth, "status" | "reasons"> {
  const found = [...recording(facts), ...errors(facts), ...failingModels(facts), ...slowness(facts)];
  const reasons = found
    .toSorted((a, b) => Number(b.severity === "unhealthy") - Number(a.severity === "unhealthy"))
    .map(({ code, message }) => ({ code, message }));
  if (found.some(({ severity }) => severity === "unhealthy")) return { status: "unhealthy", reasons };
  if (found.length > 0) return { status: "degraded", reasons };
  return { status: "healthy", reasons: facts.lastHour.count === 0 ? [IDLE] : [] };
}

const IDLE: HealthReason = { code: "idle", message: "No request in the last hour, so nothing speaks against it" };

const judgedCount = ({ count, counts }: MetricsSummary): number => count - counts.cancelled;
const errorRate = (summary: MetricsSummary): number | null =>
  summary.successRate === null || judgedCount(summary) < MIN_JUDGED ? null : 1 - summary.successRate;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

function recording({ recordingError, rejectedCount }: HealthFacts): Judged[] {
  const reasons: Judged[] = [];
  if (recordingError !== null) {
    const message = "Executions cannot be stored at the moment; they wait on disk until the database answers";
    reasons.push({ code: "recording", severity: "unhealthy", message });
  }
  if (rejectedCount > 0) {
    const message = `The database refused ${rejectedCount} executions since the start; they are kept in rejected.jsonl`;
    reasons.push({ code: "recording", severity: "degraded", message });
  }
  return reasons;
}

function errors({ lastHour }: HealthFacts): Judged[] {
  const rate = errorRate(lastHour);
  if (rate === null || rate < DEGRADED_ERROR_RATE) return [];
  const severity = rate >= UNHEALTHY_ERROR_RATE ? "unhealthy" : "degraded";
  const message = `${percent(rate)} of ${judgedCount(lastHour)} requests of the last hour did not answer in full`;
  return [{ code: "error_rate", severity, message }];
}

function failingModels({ byModel }: HealthFacts): Judged[] {
  return byModel.flatMap((row) => {
    const rate = errorRate(row);
    if (rate === null || rate < MODEL_ERROR_RATE || row.model === "") return [];
    const message = `${row.model} failed ${percent(rate)} of ${judgedCount(row)} requests of the last hour`;
    return [{ code: "model_errors", severity: "degraded" as const, message }];
  });
}

function slowness({ lastHour, dayBefore }: HealthFacts): Judged[] {
  const [now, before] = [lastHour.latencyMsP95, dayBefore.latencyMsP95];
  if (now === null || before === null) return [];
  if (lastHour.counts.success < MIN_TIMED || dayBefore.counts.success < MIN_TIMED) return [];
  if (now < SLOWER_THAN_BEFORE * before) return [];
  const message = `The 95th percentile of latency is ${Math.round(now)} ms, ${(now / before).toFixed(1)} times that of the day before`;
  return [{ code: "slow", severity: "degraded", message }];
}
