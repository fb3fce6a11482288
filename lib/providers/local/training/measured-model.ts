import type { Confusion, LabelMetrics } from "@/lib/platform/stats/classification";
import type { ClassifierKind, Prediction } from "../classifiers";
import type { SettingsSearch } from "./search-settings";

/** How a model did on the rows that were held out. Rates are 0–1. */
export type ModelMetrics = {
  accuracy: number;
  macroF1: number;
  perLabel: LabelMetrics[];
  /** The commonest mistakes, at most fifty. */
  topConfusions: Confusion[];
  /** Expected calibration error. */
  ece: number;
  /** Rows that the measured model learnt from. */
  trainCount: number;
  validationCount: number;
  /** Labels with too few rows to hold one out: learnt, but not measured. */
  unmeasuredLabels: string[];
};

export type CurvePoint = { trainCount: number; accuracy: number };

/**
 * A trained model. `metrics` are those of the same recipe, trained without the validation rows; the artefact has
 * learnt from all rows afterwards, so comparing it on those rows would flatter it.
 */
export type MeasuredModel = {
  classifier: ClassifierKind;
  artefact: Uint8Array<ArrayBuffer>;
  /** Hex, of the artefact. */
  sha256: string;
  labels: string[];
  metrics: ModelMetrics;
  /** Accuracy by the number of rows it had learnt from; empty when it was not asked for. */
  curve: CurvePoint[];
  /** Settings that were tried for its members; null when none were looked for. */
  search: SettingsSearch | null;
  /** What the measured model answered to the rows that were held out; `row` is the row's place among all. */
  heldOut: ({ row: number } & Prediction)[];
  /** Processor time of the training, its members' included; embedding is left out. */
  trainCpuSeconds: number;
  /** 95th percentile of single predictions in the thread, milliseconds, the embedding left out. */
  p95Ms: number;
};
