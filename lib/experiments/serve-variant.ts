import type { Configuration } from "@/lib/registry/schemas";
import { assignUnit, type AssignmentRule } from "./assign-unit";
import type { ExperimentDesign } from "./schemas";

/** A running experiment as a request needs it. */
export type ActiveExperiment = {
  organizationId: string;
  id: string;
  slug: string;
  phase: number;
  phaseStartedMs: number;
  design: ExperimentDesign;
  weights: readonly number[];
  rule: AssignmentRule;
};

/** A request that may take part. */
export type ExperimentRequest = {
  executionId: string;
  sessionRef: string | null;
  userRef: string | null;
  tags: Readonly<Record<string, string>>;
};

export type ServedVariant = {
  slug: string;
  variant: string;
  /** What was assigned; null for a forced variant, which is not counted. */
  unitRef: string | null;
  configuration: Partial<Configuration>;
};

/** The variant of the first of these experiments that the request takes part in; null for none. In memory alone. */
export function serveVariant(active: readonly ActiveExperiment[], request: ExperimentRequest): ServedVariant | null {
  for (const { slug, design, rule } of active) {
    const unitRef = unitOf(design, request);
    if (unitRef === null) continue;
    const { variant } = assignUnit(rule, unitRef, request.tags);
    if (variant === null) continue;
    const { key, configuration } = design.variants[variant]!;
    return { slug, variant: key, unitRef, configuration };
  }
  return null;
}

/** The variant that a tester named as `experiment:variant`; null when none of these experiments has it. */
export function forcedVariant(active: readonly ActiveExperiment[], name: string): ServedVariant | null {
  const [slug, key] = name.split(":") as [string, string?];
  const variant = active.find((experiment) => experiment.slug === slug)?.design.variants.find((one) => one.key === key);
  return variant ? { slug, variant: variant.key, unitRef: null, configuration: variant.configuration } : null;
}

function unitOf({ unit }: ExperimentDesign, request: ExperimentRequest): string | null {
  switch (unit) {
    case "request":
      return request.executionId;
    case "session":
      return request.sessionRef;
    case "user":
      return request.userRef;
    default:
      return unit satisfies never;
  }
}
