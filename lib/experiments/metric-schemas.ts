import { z } from "zod";
import { Measure, oneOf } from "./field-schemas";
import { AGGREGATIONS } from "./words";

const metricFields = {
  measure: Measure,
  aggregation: oneOf(AGGREGATIONS).default("mean"),
  /** The measure below the line of a `ratio`. */
  per: Measure.nullable().default(null),
  /** (Default: what the measure says; reported ones are better when higher.) */
  isLowerBetter: z.boolean().optional(),
};

export const Metric = z.strictObject(metricFields);
export type Metric = z.infer<typeof Metric>;

export const Guardrail = z.strictObject({
  ...metricFields,
  /** How much worse a variant may be, in the unit of the metric or as a share of the control's value. */
  margin: z.number({ error: "is a number" }).min(0, "is at least 0").max(1e12, "is too large"),
  isRelative: z.boolean().default(false),
});
