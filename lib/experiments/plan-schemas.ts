import { z } from "zod";
import { TaskSlug } from "@/lib/registry/schemas";
import { alpha, finite, oneOf, power, share } from "./field-schemas";
import { Metric } from "./metric-schemas";
import { EXPERIMENT_METHODS, EXPERIMENT_UNITS } from "./words";

export const PlanInput = z.strictObject({
  task: TaskSlug,
  primary: Metric,
  unit: oneOf(EXPERIMENT_UNITS).default("request"),
  variants: z.number().int("is a whole number").min(2, "is at least 2").max(10, "is at most 10").default(2),
  coverage: share.default(1),
  /** By which the primary metric will be compared; `days` are for it. */
  method: oneOf(EXPERIMENT_METHODS).default("sequential"),
  /** Planned units of each variant, which `days` are for then. (Default: what the method needs.) */
  plannedUnits: z
    .number()
    .int("is a whole number")
    .min(50, "is at least 50")
    .max(100_000_000, "is too large")
    .optional(),
  /** Share of the covered traffic that the smallest variant gets; it is the last to be full. (Default: equal shares.) */
  smallestShare: share.positive("is above 0").optional(),
  minimumEffect: z.number().positive("is above 0").max(1e12, "is too large"),
  /** Mean and standard deviation of the primary metric; what is left out is taken from the task's last 14 days. */
  baseline: finite.optional(),
  sd: z.number().positive("is above 0").max(1e12, "is too large").optional(),
  alpha,
  power,
});
export type PlanInput = z.infer<typeof PlanInput>;

export type ExperimentPlan = {
  /** In the unit of the primary metric; null = not known. */
  baseline: number | null;
  sd: number | null;
  /** To find `minimumEffect` with this power, looking once and looking any time; null = not known. */
  unitsPerVariant: number | null;
  unitsPerVariantSequential: number | null;
  /** The same by the mixture test, any time, and by ranks, once. */
  unitsPerVariantMixture: number | null;
  unitsPerVariantRank: number | null;
  /** Units a day that the task had lately; null = not known. */
  unitsPerDay: number | null;
  /** Until the smallest variant has `plannedUnits`, or what the method needs; null = not known. */
  days: number | null;
  reason: string | null;
};
