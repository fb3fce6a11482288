import type { Arm } from "@/lib/experiments";
import { addUnit, noSums, trackedMetrics } from "@/lib/experiments";
import type { ExperimentDesign, Variant } from "@/lib/experiments/schemas";

export type Draw = () => number;

/** Where measurements of known truth come from. */
export function draws(random: () => number) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    bernoulli:
      (share: number): Draw =>
      () =>
        random() < share ? 1 : 0,
    /** 1 to 5, most of them good. */
    rating: () => {
      const at = random();
      return at < 0.05 ? 1 : at < 0.15 ? 2 : at < 0.35 ? 3 : at < 0.7 ? 4 : 5;
    },
    logNormal:
      (mean: number, sd: number): Draw =>
      () =>
        Math.exp(mean + sd * normal()),
  };
}

export type ArmFiller = Arm & { add: (measures: Readonly<Record<string, Draw>>) => void };

/** A variant whose running sums grow by one unit at a time. */
export function armFiller(design: ExperimentDesign, { key, weight }: Variant): ArmFiller {
  const metrics = trackedMetrics(design).map((metric) => ({ metric, sums: noSums() }));
  const byMeasure = groupByMeasure(metrics);
  return {
    key,
    weight,
    units: 0,
    sums: new Map(metrics.map(({ metric, sums }) => [metric.key, sums])),
    add(measures) {
      this.units++;
      for (const measure in measures) {
        const unit = { totals: { [measure]: [1, measures[measure]!()] as const }, covariate: null };
        for (const { metric, sums } of byMeasure.get(measure) ?? []) addUnit(sums, metric, unit, 1);
      }
    },
  };
}

function groupByMeasure<Each extends { metric: { measure: string } }>(metrics: readonly Each[]): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of metrics) groups.set(each.metric.measure, [...(groups.get(each.metric.measure) ?? []), each]);
  return groups;
}
