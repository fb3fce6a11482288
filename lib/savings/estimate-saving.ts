import type { HoldoutSums } from "@/lib/executions";
import { groupBy } from "@/lib/platform/group-by";
import { summariseRatio, twoSidedTQuantile, type PairSums, type SampleSummary } from "@/lib/platform/stats";
import type { ArmDifference, Measured, Saving } from "./schemas";

export type ArmSums = Pick<
  HoldoutSums,
  | "phase"
  | "arm"
  | "bucket"
  | "count"
  | "failedCount"
  | "pricedCount"
  | "costUsd"
  | "latencyCount"
  | "latencyMsSum"
  | "qualityCount"
  | "qualitySum"
>;

/** Fewer on either side say too little of a mean. */
const MIN_COMPARED = 30;
/** Beyond this share of unknown costs the known ones are a selection. */
const MAX_UNPRICED = 0.05;

type Measure = { count: (sums: ArmSums) => number; sum: (sums: ArmSums) => number };

const COST: Measure = { count: ({ pricedCount }) => pricedCount, sum: ({ costUsd }) => costUsd };
const QUALITY: Measure = { count: ({ qualityCount }) => qualityCount, sum: ({ qualitySum }) => qualitySum };
const LATENCY: Measure = { count: ({ latencyCount }) => latencyCount, sum: ({ latencyMsSum }) => latencyMsSum };

/**
 * What a change saved: the difference of the mean cost of a request, times the requests that it served. Requests are
 * compared within times of equal shares (strata, Cochran 1977), because traffic changes with time. Means are ratios of
 * the buckets' sums, so that requests of one session may depend on each other (delta method, Deng, Knoblich and Lu
 * 2018); the interval is Welch's over all parts (Satterthwaite 1946).
 */
export function estimateSaving(sums: readonly ArmSums[]): Saving {
  const [held, changed] = [armOf(sums, "held"), armOf(sums, "changed")];
  const total = (arm: readonly ArmSums[], read: (one: ArmSums) => number) =>
    arm.reduce((sum, one) => sum + read(one), 0);
  const [calls, heldCalls] = [total(changed, ({ count }) => count), total(held, ({ count }) => count)];
  const priced = { held: total(held, COST.count), changed: total(changed, COST.count) };
  const cost = compare(sums, COST);
  const isSelection =
    calls - priced.changed > MAX_UNPRICED * calls || heldCalls - priced.held > MAX_UNPRICED * heldCalls;
  const isKnown = cost !== null && !isSelection;
  const savedUsd = isKnown ? scaled(cost.difference, -cost.weight) : null;
  const wouldHaveCost = isKnown ? cost.held * cost.weight : 0;
  return {
    calls,
    heldCalls,
    unpricedCalls: calls + heldCalls - priced.changed - priced.held,
    uncomparedCalls: isKnown ? priced.changed - cost.weight : 0,
    savedUsd,
    savedShare: savedUsd && wouldHaveCost > 0 ? savedUsd.mean / wouldHaveCost : null,
    reason: isKnown ? null : isSelection ? unpriced(calls, heldCalls, priced) : tooFew(heldCalls, calls),
    costUsd: isKnown ? withoutWeight(cost) : null,
    quality: withoutWeight(compare(sums, QUALITY)),
    latencyMs: withoutWeight(compare(sums, LATENCY)),
    failures:
      calls === 0 || heldCalls === 0
        ? null
        : {
            held: total(held, ({ failedCount }) => failedCount) / heldCalls,
            changed: total(changed, ({ failedCount }) => failedCount) / calls,
          },
  };
}

type Compared = ArmDifference & {
  /** Requests of the changed side that are compared. */
  weight: number;
};

/** Both sides within each phase, weighted by what the change served; null when too little can be compared. */
function compare(sums: readonly ArmSums[], measure: Measure): Compared | null {
  const strata = [...groupBy(sums, ({ phase }) => phase).values()].flatMap((all) => {
    const [held, changed] = [summarise(armOf(all, "held"), measure), summarise(armOf(all, "changed"), measure)];
    return held && changed ? [{ held, changed }] : [];
  });
  const weight = strata.reduce((sum, { changed }) => sum + changed.weight, 0);
  if (weight === 0) return null;
  const mean = (side: "held" | "changed") =>
    strata.reduce((sum, stratum) => sum + (stratum.changed.weight / weight) * stratum[side].mean, 0);
  const parts = strata.flatMap(({ held, changed }) =>
    [held, changed].map(({ variance, df }) => ({ variance: (changed.weight / weight) ** 2 * variance, df })),
  );
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const standardError = Math.sqrt(variance);
  const width = variance > 0 ? twoSidedTQuantile(0.95, df) * standardError : 0;
  const [held, changed] = [mean("held"), mean("changed")];
  const difference = changed - held;
  return {
    held,
    changed,
    difference: { mean: difference, low: difference - width, high: difference + width, standardError },
    weight,
  };
}

type Side = { mean: number; variance: number; df: number; weight: number };

function summarise(arm: readonly ArmSums[], measure: Measure): Side | null {
  const buckets = [...groupBy(arm, ({ bucket }) => bucket).values()]
    .map((parts) => ({
      x: parts.reduce((sum, part) => sum + measure.count(part), 0),
      y: parts.reduce((sum, part) => sum + measure.sum(part), 0),
    }))
    .filter(({ x }) => x > 0);
  const weight = buckets.reduce((sum, { x }) => sum + x, 0);
  if (weight < MIN_COMPARED) return null;
  const { count, mean, sd }: SampleSummary = summariseRatio(
    buckets.reduce<PairSums>(
      (sums, { x, y }) => ({
        count: sums.count + 1,
        x: sums.x + x,
        y: sums.y + y,
        xx: sums.xx + x * x,
        yy: sums.yy + y * y,
        xy: sums.xy + x * y,
      }),
      { count: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 },
    ),
  );
  return mean === null || sd === null ? null : { mean, variance: sd ** 2 / count, df: count - 1, weight };
}

const armOf = (sums: readonly ArmSums[], wanted: ArmSums["arm"]) => sums.filter(({ arm }) => arm === wanted);

/** A negative factor turns the interval. */
function scaled({ mean, low, high, standardError }: Measured, factor: number): Measured {
  const [a, b] = [factor * low, factor * high];
  return {
    mean: factor * mean,
    low: Math.min(a, b),
    high: Math.max(a, b),
    standardError: Math.abs(factor) * standardError,
  };
}

const withoutWeight = (compared: Compared | null): ArmDifference | null =>
  compared && { held: compared.held, changed: compared.changed, difference: compared.difference };

const tooFew = (heldCalls: number, calls: number): string =>
  `${heldCalls} requests were held back and ${calls} were not: from ${MIN_COMPARED} of known cost on either side they are compared`;

function unpriced(calls: number, heldCalls: number, priced: { held: number; changed: number }): string {
  const unknown = calls + heldCalls - priced.held - priced.changed;
  return `The cost of ${unknown} of ${calls + heldCalls} requests is unknown, so that the others are a selection: state the price of the models that serve the task`;
}
