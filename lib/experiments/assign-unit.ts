import {
  bucketRanges,
  chooseVariation,
  hashToShare,
  isInNamespace,
  type BucketRange,
  type Namespace,
} from "@/lib/platform/stats";
import type { ExperimentDesign } from "./schemas";

/** What a hash needs to know of an experiment, worked out once. */
export type AssignmentRule = {
  seed: string;
  ranges: readonly BucketRange[];
  namespace: Namespace | null;
  audience: readonly { tag: string; in: ReadonlySet<string> }[];
};

export type UnitPlace = { variant: number } | { variant: null; reason: "audience" | "namespace" | "coverage" };

/** A new phase has a seed of its own, so that what units met before does not follow them. */
export function assignmentRule(
  slug: string,
  phase: number,
  design: ExperimentDesign,
  weights: readonly number[],
): AssignmentRule {
  return {
    seed: phase === 1 ? slug : `${slug}:${phase}`,
    ranges: bucketRanges(weights.length, design.coverage, weights),
    namespace: design.namespace,
    audience: design.audience.map((condition) => ({ tag: condition.tag, in: new Set(condition.in) })),
  };
}

/** Where a unit belongs: always the same for the same rule. It reads nothing but its arguments. */
export function assignUnit(
  rule: AssignmentRule,
  unit: string,
  attributes: Readonly<Record<string, string>>,
): UnitPlace {
  for (const { tag, in: values } of rule.audience) {
    const value = attributes[tag];
    if (value === undefined || !values.has(value)) return { variant: null, reason: "audience" };
  }
  if (rule.namespace && !isInNamespace(unit, rule.namespace)) return { variant: null, reason: "namespace" };
  const variant = chooseVariation(hashToShare(rule.seed, unit, 2)!, rule.ranges);
  return variant === null ? { variant, reason: "coverage" } : { variant };
}
