import { z } from "zod";
import type { JobFailure, JobProgress, JobStatus } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { DeployInput } from "@/lib/deployments/schemas";
import { TaskSlug } from "@/lib/registry/schemas";
import type { ParentComparison, VersionOutcome } from "./evaluation-schemas";
import type { HeldBackSource } from "./example-schemas";
import type { FewShotReport, FewShotState } from "./few-shot-schemas";
import { FewShotInput } from "./few-shot-schemas";
import type { TuningState } from "./fine-tune-schemas";
import { FineTuneInput } from "./fine-tune-schemas";
import { ANSWERS_SHOWN, CLASSIFIERS, type TrainingMethod } from "./words";

export * from "./evaluation-schemas";
export * from "./example-schemas";
export * from "./few-shot-schemas";
export * from "./fine-tune-schemas";
export * from "./retrain-schemas";
export * from "./words";

/** Which kind of local model: naive Bayes, TF-IDF with a linear model, sentence encoder, all three together, or the nearest examples. */
export const ClassifierKind = z.enum(CLASSIFIERS);
export type ClassifierKind = z.infer<typeof ClassifierKind>;

export const ImportQuery = z.object({
  task: TaskSlug,
  /** (Default: the date.) */
  name: z.string().trim().min(1).max(120).optional(),
  /** `jsonl`: one object or one conversation of OpenAI's fine-tuning format a line. (Default: csv.) */
  format: z.enum(["csv", "json", "jsonl"], { error: "must be csv, json or jsonl" }).default("csv"),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

export type RejectedRow = { line: number; reason: string };

/** Labelled examples of a task: an immutable set. */
export type Dataset = {
  id: string;
  task: string;
  name: string;
  /** `pool`: built from accepted examples. */
  source: "import" | "demo" | "pool";
  rowCount: number;
  labelCount: number;
  /** SHA-256 over the rows in order, hex. */
  checksum: string;
  /** Rows of the upload that could not be used: how many, and the first hundred with line and reason. */
  rejected: { count: number; rows: RejectedRow[] };
  /** Of a dataset from the pool: what it was built on, and how many of its rows came from the pool. */
  baseDatasetId: string | null;
  poolCount: number;
  /** Givers whose examples were left out of it. */
  heldBack: HeldBackSource[];
  createdBy: string;
  createdAt: string;
};

export const ListDatasetsQuery = PageQuery.extend({ task: TaskSlug.optional() });
export type ListDatasetsQuery = z.infer<typeof ListDatasetsQuery>;

const startTrainingFields = z.strictObject({
  task: TaskSlug,
  /** (Default: the task's newest dataset.) */
  datasetId: z.uuid().optional(),
  /** (Default: `nb`, `tfidf`, `encoder` and `council` for a classification, `nearest` for a task whose labels are answers.) */
  classifiers: z.array(ClassifierKind).min(1).max(CLASSIFIERS.length).optional(),
  /** Same data, seed and share give the same models. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Share of the examples that is held out to measure the models. */
  validationShare: z.number().min(0.05).max(0.5).default(0.2),
  /** Let the new versions serve requests. */
  activate: z.boolean().default(true),
  /** Only versions that beat the one in service for certain are put into service; the others are kept. */
  onlyIfBetter: z.boolean().default(false),
  /** Measures how accuracy grows with the number of examples, too; it takes about twice as long. */
  learningCurve: z.boolean().default(false),
  /** Looks for better settings of the models first, at most `capSeconds`, on a part of the examples to learn from. */
  search: z.strictObject({ capSeconds: z.number().int().min(1).max(3_600) }).optional(),
  /** How they come into service. (Default: at once.) */
  deployment: DeployInput.optional(),
  /** Instead of local classifiers: chooses examples for the prompt of a chat model. Classifications only. */
  fewShot: FewShotInput.optional(),
  /** Instead of local classifiers: fine-tunes a chat model at its provider. Classifications only. */
  fineTune: FineTuneInput.optional(),
});
type Methods = Pick<z.infer<typeof startTrainingFields>, "classifiers" | "fewShot" | "fineTune">;
const methodsOf = ({ classifiers, fewShot, fineTune }: Methods) =>
  [classifiers, fewShot, fineTune].filter((one) => one !== undefined).length;

export const StartTrainingInput = startTrainingFields.refine((input) => methodsOf(input) <= 1, {
  path: ["classifiers"],
  message: "give one of `classifiers`, `fewShot` and `fineTune`: a run trains in one way",
});
export type StartTrainingInput = z.infer<typeof StartTrainingInput>;

export const ListTrainingRunsQuery = PageQuery.extend({ task: TaskSlug.optional() });
export type ListTrainingRunsQuery = z.infer<typeof ListTrainingRunsQuery>;

export const CompareVersionsQuery = z.object({ first: z.uuid(), second: z.uuid() });
export type CompareVersionsQuery = z.infer<typeof CompareVersionsQuery>;

export const ListVersionAnswersQuery = PageQuery.extend({
  /** `wrong`: its mistakes. `differs`: what it answered otherwise than `against`. (Default: all) */
  show: z.enum(ANSWERS_SHOWN, { error: `must be one of ${ANSWERS_SHOWN.join(", ")}` }).default("all"),
  /** Another version, whose answers are shown beside. (Default: with `differs` the version's parent, else none.) */
  against: z.uuid().optional(),
  /** Only examples of this label. */
  truth: z.string().min(1).max(600).optional(),
  /** Only those that were answered so. */
  predicted: z.string().min(1).max(600).optional(),
});
export type ListVersionAnswersQuery = z.infer<typeof ListVersionAnswersQuery>;

/** A local classifier, or how a chat model was trained. */
export type TrainedKind = ClassifierKind | Exclude<TrainingMethod, "local">;

/** One trained model. Measured on the held-out examples; rates are 0–1. */
export type TrainingResult = {
  classifier: TrainedKind;
  model: string;
  modelVersionId: string;
  version: string;
  accuracy: number;
  macroF1: number;
  /** Expected calibration error; null for a model that does not tell how sure it is. */
  ece: number | null;
  trainCount: number;
  validationCount: number;
  /** Processor time of this model's training, its members' included. */
  trainCpuSeconds: number;
  /** 95th percentile of single predictions, milliseconds. */
  predictionMsP95: number;
  artefactBytes: number;
  /** With the version in service; absent from runs before there were comparisons. */
  comparison?: ParentComparison;
  outcome?: VersionOutcome;
  /** Accuracy by the number of examples learnt from; absent when it was not asked for. */
  curve?: { trainCount: number; accuracy: number }[];
  /** Settings that were tried for it; absent when none were looked for. */
  search?: SettingsSearch;
  /** What was tried for the prompt of a chat model. */
  fewShot?: FewShotReport;
  /** What measuring a chat model cost, US dollars; null when its price is unknown. Absent for local models. */
  measuringCostUsd?: number | null;
};

/** Accuracies are 0–1 on `validationCount` examples that neither were learnt nor measure the models. */
export type SettingsSearch = {
  capSeconds: number;
  /** The time was over before everything was tried. */
  isCut: boolean;
  validationCount: number;
  tried: {
    member: ClassifierKind;
    settings: Record<string, number | null>;
    isDefault: boolean;
    trainCount: number;
    accuracy: number;
    isChosen: boolean;
  }[];
};

export type TrainingRun = {
  id: string;
  task: string;
  datasetId: string;
  jobId: string;
  status: JobStatus;
  method: TrainingMethod;
  /** The chat model that is trained; null for local ones. */
  baseModel: string | null;
  /** Where a fine-tuning stands at its provider; null for other runs. */
  tuning: TuningState | null;
  /** What choosing examples has spent so far; null for other runs. */
  fewShot: FewShotState | null;
  classifiers: ClassifierKind[];
  seed: number;
  validationShare: number;
  progress: JobProgress | null;
  /** null until it has succeeded. */
  results: TrainingResult[] | null;
  error: JobFailure | null;
  isCancelRequested: boolean;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
