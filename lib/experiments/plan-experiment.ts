import { measureWindow } from "@/lib/executions";
import type { MetricsSummary } from "@/lib/executions/schemas";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { getTask } from "@/lib/registry";
import { planSize, type PlannedSize } from "./plan-size";
import type { ExperimentPlan, PlanInput } from "./schemas";
import { measureFacts, metricKey, metricName, type ExperimentMethod } from "./words";

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 14;
/** 95th percentile of the standard normal distribution. */
const Z95 = 1.6449;

type Baseline = { mean: number | null; sd: number | null };

/** How many units an experiment needs, and how long the task's traffic takes for them. What is not known is null, and `reason` says why. */
export async function planExperiment(ctx: Ctx, input: PlanInput): Promise<ExperimentPlan> {
  requireScope(ctx, "read");
  await getTask(ctx, input.task);
  const to = ctx.now();
  const from = new Date(to.getTime() - LOOK_BACK_DAYS * DAY_MS);
  const summary = (await measureWindow(ctx, { from, to }))({ task: input.task });
  const key = metricKey(input.primary);
  const isShare =
    input.primary.aggregation === "any" ||
    (measureFacts(key)?.unit === "share" && input.primary.aggregation === "mean");
  const known =
    input.primary.aggregation === "mean" ? historyOf(input.primary.measure, summary) : { mean: null, sd: null };
  const baseline = input.baseline ?? known.mean;
  if (isShare && baseline !== null && (baseline < 0 || baseline > 1))
    throw invalidInput("A share lies between 0 and 1", { field: "baseline" });
  const sd = input.sd ?? (isShare && baseline !== null ? Math.sqrt(baseline * (1 - baseline)) : known.sd);
  const unitsPerDay = input.unit === "request" && summary.count > 0 ? summary.count / LOOK_BACK_DAYS : null;
  const found = { baseline, sd, unitsPerDay };
  const { minimumEffect, variants, alpha, power, method, plannedUnits } = input;
  const perDay = unitsPerDay === null ? 0 : unitsPerDay * input.coverage * (input.smallestShare ?? 1 / variants);
  const daysFor = (units: number | null): number | null => (units !== null && perDay > 0 ? units / perDay : null);
  if (baseline === null || sd === null || !(sd > 0))
    return {
      ...found,
      unitsPerVariant: null,
      unitsPerVariantSequential: null,
      unitsPerVariantMixture: null,
      unitsPerVariantRank: null,
      days: daysFor(plannedUnits ?? null),
      reason: `How ${metricName(key).toLowerCase()} varies is not known from the last ${LOOK_BACK_DAYS} days: state \`baseline\`${isShare ? "" : " and `sd`"}`,
    };
  const size = planSize({ baseline, sd, isShare, minimumEffect, variants, alpha, power });
  if (!size) throw invalidInput("Such a difference is not possible for this metric", { field: "minimumEffect" });
  return {
    ...found,
    unitsPerVariant: size.looksOnce,
    unitsPerVariantSequential: size.looksAnytime,
    unitsPerVariantMixture: size.looksByMixture,
    unitsPerVariantRank: size.looksAtRanks,
    days: daysFor(plannedUnits ?? sizeBy(method, size)),
    reason:
      unitsPerDay === null
        ? input.unit === "request"
          ? `The task had no requests in the last ${LOOK_BACK_DAYS} days`
          : `How many ${input.unit}s come a day is not counted`
        : null,
  };
}

function sizeBy(method: ExperimentMethod, size: PlannedSize): number {
  switch (method) {
    case "sequential":
      return size.looksAnytime;
    case "msprt":
      return size.looksByMixture;
    case "fixed":
      return size.looksOnce;
    case "rank":
      return size.looksAtRanks;
    default:
      return method satisfies never;
  }
}

/** What the task's own history says of a measure. Unknown stays unknown. */
function historyOf(measure: string, summary: MetricsSummary): Baseline {
  const { successRate } = summary;
  switch (measure) {
    case "success":
      return share(successRate);
    case "error":
      return share(successRate === null ? null : 1 - successRate);
    case "latency":
      return skewed(summary);
    default:
      return { mean: measure === "quality" ? summary.quality : null, sd: null };
  }
}

const share = (mean: number | null): Baseline => ({ mean, sd: mean === null ? null : Math.sqrt(mean * (1 - mean)) });

/** Latencies are about log-normal, so two percentiles say how they spread. */
function skewed({ latencyMsAverage: mean, latencyMsP50, latencyMsP95 }: MetricsSummary): Baseline {
  if (mean === null || !latencyMsP50 || !latencyMsP95 || latencyMsP95 <= latencyMsP50) return { mean, sd: null };
  const sigma = Math.log(latencyMsP95 / latencyMsP50) / Z95;
  return { mean, sd: mean * Math.sqrt(Math.exp(sigma ** 2) - 1) };
}
