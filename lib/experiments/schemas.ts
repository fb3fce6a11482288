import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { Configuration, TaskSlug } from "@/lib/registry/schemas";
import {
  AGGREGATIONS,
  ASSIGNMENTS,
  COVARIATE_SOURCES,
  EXPERIMENT_KINDS,
  EXPERIMENT_METHODS,
  EXPERIMENT_STATUSES,
  EXPERIMENT_UNITS,
  type ExperimentStatus,
  type VerdictAction,
} from "./words";

export * from "./judgement-schemas";
export * from "./results-schemas";
export * from "./tester-schemas";
export * from "./words";

const plain = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `is at most ${max} characters long`)
    .regex(/^[^\0\p{Cs}]*$/u, "holds characters that cannot be stored");
const line = (max: number) =>
  plain(max)
    .min(1, "is missing")
    .regex(/^[^\p{Cc}]*$/u, "is one line of plain text");

const share = z
  .number({ error: "is a number from 0 to 1" })
  .min(0, "is a number from 0 to 1")
  .max(1, "is a number from 0 to 1");
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `is one of ${values.join(", ")}` });
const finite = z.number({ error: "is a number" }).min(-1e12, "is too small").max(1e12, "is too large");

/**
 * Some of these fields, none filled in: `partial()` would still put defaults in the place of what is left out, and so
 * overwrite what is kept. Fields are made anew by name, which the type system cannot follow: the caller names the whole.
 */
function partOf<Whole>(fields: Record<string, z.ZodType>): z.ZodType<Partial<Whole>> {
  const withoutDefault = (field: z.ZodType) => (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field);
  const optional = Object.entries(fields).map(([name, field]) => [name, withoutDefault(field).optional()] as const);
  return z.strictObject(Object.fromEntries(optional)) as unknown as z.ZodType<Partial<Whole>>;
}

/** Pages and routes that stand where an experiment would. */
const RESERVED_SLUGS = ["new", "tester", "plan", "aa-test"];

const ExperimentSlug = z
  .string()
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes, such as `shorter-prompt`")
  .refine((slug) => !RESERVED_SLUGS.includes(slug), `must be none of ${RESERVED_SLUGS.join(", ")}`);

const VariantKey = z
  .string()
  .max(40, "is at most 40 characters long")
  .regex(/^[a-z0-9][a-z0-9_-]*$/, "must be lower-case letters, digits, dashes and underscores");

/** Name of something measured: built in, or what callers report. */
const Measure = z
  .string()
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z][a-z0-9_]*$/, "must be lower-case letters, digits and underscores, such as `approval`");

/** Any part of a task's configuration; what is left out stays as the task has it. */
const ConfigurationPart = partOf<Configuration>(Configuration.shape);

const Variant = z.strictObject({
  key: VariantKey,
  name: line(80),
  /** Share of the covered traffic; all sum to 1. */
  weight: share,
  configuration: ConfigurationPart.default({}),
});
export type Variant = z.infer<typeof Variant>;

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

const Guardrail = z.strictObject({
  ...metricFields,
  /** How much worse a variant may be, in the unit of the metric or as a share of the control's value. */
  margin: z.number({ error: "is a number" }).min(0, "is at least 0").max(1e12, "is too large"),
  isRelative: z.boolean().default(false),
});

const AudienceCondition = z.strictObject({
  /** Tag of the request, or attribute given to `assign`. */
  tag: line(60),
  /** One of these values. */
  in: z.array(line(200)).min(1, "holds at least one value").max(50, "holds at most 50 values"),
});

const Namespace = z.strictObject({ name: line(60), from: share, to: share });

const designFields = {
  name: line(100),
  hypothesis: plain(1_000).default(""),
  task: TaskSlug,
  kind: oneOf(EXPERIMENT_KINDS).default("test"),
  assignment: oneOf(ASSIGNMENTS).default("gateway"),
  unit: oneOf(EXPERIMENT_UNITS).default("request"),
  /** The first is the control. */
  variants: z.array(Variant).min(2, "holds at least a control and one variant").max(10, "holds at most 10 variants"),
  /** Share of the audience that takes part. */
  coverage: share.default(1),
  /** Experiments of one namespace with ranges apart never share a unit. */
  namespace: Namespace.nullable().default(null),
  /** All conditions must hold; none = everybody. */
  audience: z.array(AudienceCondition).max(10, "holds at most 10 conditions").default([]),
  /** Tag by whose values results are told apart. */
  segmentBy: line(60).nullable().default(null),
  primary: Metric,
  secondary: z.array(Metric).max(10, "holds at most 10 metrics").default([]),
  guardrails: z.array(Guardrail).max(10, "holds at most 10 guardrails").default([]),
  method: oneOf(EXPERIMENT_METHODS).default("sequential"),
  /** Chance of calling equal variants different. */
  alpha: z.number().min(0.001, "is at least 0.001").max(0.2, "is at most 0.2").default(0.05),
  power: z.number().min(0.5, "is at least 0.5").max(0.99, "is at most 0.99").default(0.8),
  /** Smallest difference of the primary metric that matters, in its unit; null = none is named. */
  minimumEffect: z.number().positive("is above 0").max(1e12, "is too large").nullable().default(null),
  /** Planned units of each variant: see `POST /experiments/plan`; null = not planned. */
  unitsPerVariant: z
    .number()
    .int("is a whole number")
    .min(50, "is at least 50")
    .max(100_000_000, "is too large")
    .nullable()
    .default(null),
  /** Takes off what a number known of each unit beforehand explains (CUPED). */
  usesCovariate: z.boolean().default(false),
  covariateSource: oneOf(COVARIATE_SOURCES).default("reported"),
  /** Makes the winner the task's configuration by itself. */
  promotesWinner: z.boolean().default(false),
  /** Stops by itself when every variant but the control is harmful. */
  rollsBack: z.boolean().default(false),
};

/** Everything that a person decides about an experiment. */
export const ExperimentDesign = z.strictObject(designFields);
export type ExperimentDesign = z.infer<typeof ExperimentDesign>;

export const CreateExperimentInput = z.strictObject({ slug: ExperimentSlug, ...designFields });
export type CreateExperimentInput = z.infer<typeof CreateExperimentInput>;
export type CreateExperimentBody = z.input<typeof CreateExperimentInput>;

/** What is left out stays. */
export const UpdateExperimentInput = partOf<ExperimentDesign>(designFields);
export type UpdateExperimentInput = Partial<ExperimentDesign>;

export const ListExperimentsQuery = z.strictObject({
  status: z.enum(EXPERIMENT_STATUSES).optional(),
  task: z.string().max(60).optional(),
  search: z.string().max(100).optional(),
  format: z.enum(["csv", "json", "jsonl"]).optional(),
  ...PageQuery.shape,
});
export type ListExperimentsQuery = z.infer<typeof ListExperimentsQuery>;

export const ResultsQuery = z.strictObject({ format: z.enum(["csv", "json", "jsonl"]).optional() });
export type ResultsQuery = z.infer<typeof ResultsQuery>;

const reason = plain(500).optional();

export const StartExperimentInput = z.strictObject({ reason });
export type StartExperimentInput = z.infer<typeof StartExperimentInput>;
export const StopExperimentInput = z.strictObject({
  reason,
  /** Makes this variant's settings the task's configuration. (Default: none; all traffic goes back to the task's own.) */
  promote: VariantKey.nullable().default(null),
});
export type StopExperimentInput = z.infer<typeof StopExperimentInput>;

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

export const PlanInput = z.strictObject({
  task: TaskSlug,
  primary: Metric,
  unit: oneOf(EXPERIMENT_UNITS).default("request"),
  variants: z.number().int("is a whole number").min(2, "is at least 2").max(10, "is at most 10").default(2),
  coverage: share.default(1),
  minimumEffect: z.number().positive("is above 0").max(1e12, "is too large"),
  /** Mean and standard deviation of the primary metric; what is left out is taken from the task's last 14 days. */
  baseline: finite.optional(),
  sd: z.number().positive("is above 0").max(1e12, "is too large").optional(),
  alpha: designFields.alpha,
  power: designFields.power,
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
  days: number | null;
  reason: string | null;
};

/** Something to know before starting. A block keeps the experiment from starting. */
export type StartCheck = { level: "block" | "warning"; message: string; field: string | null };

export type Verdict = {
  action: VerdictAction;
  /** The variant that the action is about; null for none. */
  variant: string | null;
  reason: string;
  /** What would change it. */
  next: string;
  /** Of the primary metric, in its unit. */
  effect: number | null;
  low: number | null;
  high: number | null;
  units: number;
  decidedAt: string;
  /** What was done about it by itself. */
  automatic: "promoted" | "rolled_back" | null;
};

/** The newest step that can be taken back. */
type UndoableStep = { action: string; label: string; at: string; by: string };

export type Experiment = {
  id: string;
  slug: string;
  status: ExperimentStatus;
  design: ExperimentDesign;
  /** Grows when shares or variants change: figures begin anew. */
  phase: number;
  phaseStartedAt: string | null;
  startedAt: string | null;
  stoppedAt: string | null;
  /** Shares in force: a bandit changes them by itself. */
  weights: number[];
  /** Once made it stays until the next phase. */
  verdict: Verdict | null;
  undo: UndoableStep | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};

export type ExperimentWithChecks = Experiment & {
  checks: StartCheck[];
  /** What each step does to traffic, said before it is taken. */
  effects: { start: string; pause: string; stop: string };
};
