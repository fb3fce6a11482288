import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { assignUnit } from "./assign-unit";
import { requireExperiment } from "./experiment-view";
import type { AssignInput, Assignment } from "./schemas";

/**
 * Which variant a unit gets, for programs that call models themselves. It is decided in memory; the unit counts as one
 * that takes part once this returns. A forced variant is not counted.
 */
export async function assignVariant(ctx: Ctx, slug: string, input: AssignInput): Promise<Assignment> {
  requireScope(ctx, "run");
  const { experiments } = ctx.runtime;
  const active = experiments.find(ctx.organizationId, slug);
  const { unit } = input;
  if (!active) {
    const { phase } = await requireExperiment(ctx.db, ctx, slug);
    return {
      experiment: slug,
      phase,
      unit,
      variant: null,
      configuration: null,
      reason: "not_running",
      isCounted: false,
    };
  }
  const { phase, design } = active;
  if (input.variant !== undefined) {
    const forced = design.variants.find(({ key }) => key === input.variant);
    if (!forced) throw invalidInput(`There is no variant \`${input.variant}\``, { field: "variant" });
    return {
      experiment: slug,
      phase,
      unit,
      variant: forced.key,
      configuration: forced.configuration,
      reason: "forced",
      isCounted: false,
    };
  }
  const place = assignUnit(active.rule, unit, input.attributes);
  if (place.variant === null)
    return {
      experiment: slug,
      phase,
      unit,
      variant: null,
      configuration: null,
      reason: place.reason,
      isCounted: false,
    };
  const variant = design.variants[place.variant]!;
  const counted = await experiments.count(active, [
    {
      unitRef: unit,
      variant: variant.key,
      eventKey: null,
      segment: design.segmentBy === null ? null : (input.attributes[design.segmentBy] ?? null),
      covariate: input.covariate ?? null,
      values: {},
      at: ctx.now(),
    },
  ]);
  return {
    experiment: slug,
    phase,
    unit,
    variant: variant.key,
    configuration: variant.configuration,
    reason: "assigned",
    isCounted: counted !== null,
  };
}
