import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { Configuration, TaskSlug } from "@/lib/registry/schemas";
import { alpha, line, oneOf, partOf, plain, power, share, VariantKey } from "./field-schemas";
import { Guardrail, Metric } from "./metric-schemas";
import {
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
export * from "./metric-schemas";
export * from "./outcome-schemas";
export * from "./plan-schemas";
export * from "./results-schemas";
export * from "./tester-schemas";
export * from "./words";

/** Pages and routes that stand where an experiment would. */
const RESERVED_SLUGS = ["new", "tester", "plan", "aa-test"];

const ExperimentSlug = z
  .string()
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes, such as `shorter-prompt`")
  .refine((slug) => !RESERVED_SLUGS.includes(slug), `must be none of ${RESERVED_SLUGS.join(", ")}`);

/** Any part of a task's configuration; what is left out stays as the task has it. */
const ConfigurationPart = partOf(Configuration.shape);

const Variant = z.strictObject({
  key: VariantKey,
  name: line(80),
  /** Share of the covered traffic; all sum to 1. */
  weight: share,
  configuration: ConfigurationPart.default({}),
});
export type Variant = z.infer<typeof Variant>;

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
  alpha,
  power,
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
export const UpdateExperimentInput = partOf(designFields);
export type UpdateExperimentInput = z.infer<typeof UpdateExperimentInput>;

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
