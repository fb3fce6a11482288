import type { MetricsSummary } from "@/lib/executions/schemas";
import type { Evaluation, VersionHealth } from "./evaluation-schemas";

/** Fewer requests say nothing of a rate. */
const MIN_REQUESTS = 20;
/** Fewer judged answers say nothing of accuracy. */
const MIN_JUDGED = 30;
const DEGRADED_ERRORS = 0.02;
const UNHEALTHY_ERRORS = 0.1;
const LOW_CONFIDENCE = 0.6;
/** Points of approval below the measured accuracy, 0–1. */
const LOST_ACCURACY = 0.05;
const BADLY_CALIBRATED = 0.1;

type Facts = Pick<MetricsSummary, "count" | "counts" | "successRate" | "confidence" | "quality" | "qualityCount">;
type Finding = { severity: "degraded" | "unhealthy"; text: string };

/**
 * `unhealthy`: a tenth of the requests fails, or judged answers are right more than twice five points less often than
 * measured. `degraded`: 2 % fail, five points, low confidence, or confidence that is not honest. Few requests or
 * judgements are not judged. Every finding says what to do.
 */
export function judgeVersionHealth(lastWeek: Facts, evaluation: Evaluation | null): VersionHealth {
  const findings = [
    ...failures(lastWeek),
    ...lostAccuracy(lastWeek, evaluation),
    ...uncertainty(lastWeek),
    ...calibration(evaluation),
  ];
  const isUnhealthy = findings.some(({ severity }) => severity === "unhealthy");
  const recommendations = findings.map(({ text }) => text);
  if (findings.length > 0) return { status: isUnhealthy ? "unhealthy" : "degraded", recommendations };
  return { status: lastWeek.count === 0 ? "idle" : "healthy", recommendations };
}

function failures({ count, counts, successRate }: Facts): Finding[] {
  const judged = count - counts.cancelled;
  if (successRate === null || judged < MIN_REQUESTS || 1 - successRate < DEGRADED_ERRORS) return [];
  const severity = 1 - successRate >= UNHEALTHY_ERRORS ? "unhealthy" : "degraded";
  const text = `${percent(1 - successRate)} of ${judged} requests failed in the last seven days: look at the failed executions, and roll back if they began with this version.`;
  return [{ severity, text }];
}

function lostAccuracy({ quality, qualityCount }: Facts, evaluation: Evaluation | null): Finding[] {
  if (quality === null || qualityCount < MIN_JUDGED || !evaluation) return [];
  const lost = evaluation.accuracyLow - quality / 100;
  if (lost < LOST_ACCURACY) return [];
  const text = `Judged answers score ${Math.round(quality)} of 100, while ${percent(evaluation.accuracy)} were right when it was measured: review new examples and train again.`;
  return [{ severity: lost > 2 * LOST_ACCURACY ? "unhealthy" : "degraded", text }];
}

function uncertainty({ confidence, count }: Facts): Finding[] {
  if (confidence === null || count < MIN_REQUESTS || confidence >= LOW_CONFIDENCE) return [];
  const text = `It is sure of its answers only to ${percent(confidence)} on average: requests may differ from what it learnt. Label the most uncertain ones.`;
  return [{ severity: "degraded", text }];
}

function calibration(evaluation: Evaluation | null): Finding[] {
  if (!evaluation || evaluation.count < MIN_JUDGED || evaluation.ece === null || evaluation.ece < BADLY_CALIBRATED)
    return [];
  const text = `Its confidence is off by ${percent(evaluation.ece)} on average: thresholds on confidence mislead. More examples make it honest.`;
  return [{ severity: "degraded", text }];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
