import { z } from "zod";
import type { Configuration } from "@/lib/registry/schemas";
import { finite, Measure, VariantKey } from "./field-schemas";

const unitRef = z
  .string({ error: "is a text" })
  .min(1, "is missing")
  .max(200, "is at most 200 characters long")
  .regex(/^[^\0\p{Cs}]*$/u, "holds characters that cannot be stored");
const attributes = z.record(z.string().max(60), z.string().max(200)).default({});
const covariate = finite.optional();

export const AssignInput = z.strictObject({
  unit: unitRef,
  attributes,
  /** Known of the unit before: for CUPED. */
  covariate,
  /** For testing: this variant, without counting the unit. */
  variant: VariantKey.optional(),
});
export type AssignInput = z.infer<typeof AssignInput>;

export type Assignment = {
  experiment: string;
  phase: number;
  unit: string;
  /** null = it takes no part, and `reason` says why. */
  variant: string | null;
  /** What differs from the task's configuration. */
  configuration: Partial<Configuration> | null;
  reason: "assigned" | "forced" | "not_running" | "audience" | "namespace" | "coverage";
  isCounted: boolean;
};

const Outcome = z
  .strictObject({
    unit: unitRef.optional(),
    /** Instead of the unit: an execution that the experiment served. */
    executionId: z.uuid("is the id of an execution").optional(),
    measure: Measure,
    value: z.union([finite, z.boolean().transform(Number)], { error: "is a finite number, true or false" }),
    /** Your own name of this outcome: the same one counts once. */
    id: z.string().min(1, "is missing").max(200, "is at most 200 characters long").optional(),
    covariate,
  })
  .refine(({ unit, executionId }) => (unit === undefined) !== (executionId === undefined), {
    message: "needs either `unit` or `executionId`",
    path: ["unit"],
  });
export type Outcome = z.infer<typeof Outcome>;

export const OutcomesInput = z.union([
  Outcome.transform((outcome) => ({ outcomes: [outcome] })),
  z.strictObject({
    outcomes: z.array(Outcome).min(1, "holds at least one outcome").max(1_000, "holds at most 1,000 outcomes"),
  }),
]);
export type OutcomesInput = z.infer<typeof OutcomesInput>;

export type OutcomesAnswer = { counted: number; duplicates: number };
