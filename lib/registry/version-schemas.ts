import { z } from "zod";
import { ModelSlug } from "./model-schemas";
import { TaskSlug } from "./task-schemas";
import { text } from "./text-schema";

/** Measured on examples that training never saw. Rates are 0–1. */
export const ValidationMetrics = z.object({
  accuracy: z.number().min(0).max(1),
  /** Mean of the F1 of every label. */
  macroF1: z.number().min(0).max(1),
  validationCount: z.number().int().min(0),
  trainCount: z.number().int().min(0),
  /** Expected calibration error (Guo et al. 2017); absent when not measured. */
  ece: z.number().min(0).max(1).optional(),
  /** 95th percentile of single predictions on this machine, milliseconds; absent when not measured. */
  predictionMsP95: z.number().min(0).optional(),
});
export type ValidationMetrics = z.infer<typeof ValidationMetrics>;

export const VersionStatus = z.enum(["active", "inactive", "deprecated", "deleted"]);
export type VersionStatus = z.infer<typeof VersionStatus>;

export type ModelVersion = {
  id: string;
  taskSlug: string;
  modelSlug: string;
  /** Semantic version, such as `1.2.0`. */
  version: string;
  /** At most one is active per task and model. */
  status: VersionStatus;
  artefactSha256: string;
  metrics: ValidationMetrics;
  /** Labels that it can answer with. */
  labels: string[];
  trainingRunId: string | null;
  createdAt: string;
  /** null unless it was deleted. It can be restored for a day; then what it consists of is removed. */
  deletedAt: string | null;
};

export const PublishModelVersionInput = z.strictObject({
  /** (Default: a new one.) */
  id: z.uuid().optional(),
  taskSlug: TaskSlug,
  modelSlug: ModelSlug,
  artefactSha256: z.string().regex(/^[0-9a-f]{64}$/),
  metrics: ValidationMetrics,
  /** A label of a classification, or a whole answer that is looked up. */
  labels: z.array(text(600).min(1)).min(1),
  trainingRunId: z.uuid().nullable().default(null),
  /** Makes it the one that serves requests. */
  activate: z.boolean().default(true),
});
export type PublishModelVersionInput = z.input<typeof PublishModelVersionInput>;

export const ListModelVersionsQuery = z.strictObject({
  task: TaskSlug.optional(),
  model: ModelSlug.optional(),
  /** (Default: all but the deleted ones.) */
  status: VersionStatus.optional(),
});
export type ListModelVersionsQuery = z.infer<typeof ListModelVersionsQuery>;
