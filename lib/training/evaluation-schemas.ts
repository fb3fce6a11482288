import type { ModelVersion } from "@/lib/registry/schemas";
import type { Example } from "./example-schemas";
import type { Dataset } from "./schemas";

/** All rates are 0–1. */
type PrecisionRecall = { precision: number; recall: number; f1: number };

export type CalibrationBin = {
  /** Confidences above `from`, up to `to`. */
  from: number;
  to: number;
  count: number;
  /** Means over the bin; null while it is empty. */
  confidence: number | null;
  accuracy: number | null;
};

/** A part of the held-out examples. `low` and `high`: Wilson's interval of the accuracy. */
export type Slice = {
  by: "length" | "source";
  name: string;
  count: number;
  accuracy: number;
  low: number;
  high: number;
};

/** How a version did on the examples that it had not learnt from. */
export type Evaluation = {
  count: number;
  accuracy: number;
  /** Wilson's interval, 95 %. */
  accuracyLow: number;
  accuracyHigh: number;
  macro: PrecisionRecall;
  micro: PrecisionRecall;
  weighted: PrecisionRecall;
  balancedAccuracy: number;
  /** Matthews' correlation, -1 to 1. */
  mcc: number;
  perLabel: (PrecisionRecall & { label: string; support: number })[];
  /** How often a true label (first) was answered with another or the same one (second): indices into `labels`; zeros are left out. */
  confusions: { labels: string[]; cells: [truth: number, answered: number, count: number][] };
  topConfusions: { truth: string; predicted: string; count: number }[];
  calibration: CalibrationBin[];
  /** Expected calibration error; null for a model that does not tell how sure it is. */
  ece: number | null;
  /** Mean area under the curves of each label against the others; null above five labels, whose scores are not all kept. */
  auc: number | null;
  slices: Slice[];
};

/** Two versions on the same held-out examples. */
export type PairedComparison = {
  count: number;
  /** Accuracies. */
  first: number;
  second: number;
  /** `second` less `first`, with an interval of 95 % (Agresti and Min 2005). */
  difference: number;
  low: number;
  high: number;
  /** Examples that only one of them had right. */
  onlyFirst: number;
  onlySecond: number;
  /** McNemar's exact test, two-sided. */
  p: number;
};

/**
 * `first`: nothing served before. `better`: for certain, and no worse on what the parent was measured on. `worse`: for
 * certain. `not_better`: anything else, also too few examples.
 */
type ParentVerdict = "first" | "better" | "not_better" | "worse";

export type ParentComparison = {
  verdict: ParentVerdict;
  /** One sentence for people. */
  reason: string;
  parentVersionId: string | null;
  /** On all held-out examples that the parent had not learnt from; null when there are none. */
  all: PairedComparison | null;
  /** On those of them that the parent was measured on as well; null when there are none. */
  yardstick: PairedComparison | null;
};

/** What became of a trained version. */
export type VersionOutcome = {
  /** `kept`: registered, and serves nothing. */
  kind: "serving" | "deploying" | "kept";
  /** One sentence for people. */
  reason: string;
  /** null without a deployment. */
  deploymentId: string | null;
};

/** What a version answered to one example that it had not learnt from. */
export type VersionAnswer = {
  /** null when the example is gone. */
  text: string | null;
  truth: string;
  predicted: string;
  isRight: boolean;
  /** 0–1; null when the model does not tell. */
  confidence: number | null;
  /** Its place in the dataset, from 0; null when the example is gone. */
  position: number | null;
  /** Where the example came from; null for one that was imported. */
  origin: {
    exampleId: string;
    origin: Example["origin"];
    source: Example["source"];
    /** The request that it was made of. */
    executionId: string | null;
  } | null;
  /** What the other version answered; null unless it was measured on the same example with the same label. */
  other: { predicted: string; isRight: boolean; confidence: number | null } | null;
};

/** `idle`: no request in the last seven days, and nothing else speaks against it. */
export type VersionHealth = { status: "healthy" | "degraded" | "unhealthy" | "idle"; recommendations: string[] };

/** Of a version's requests; null while nothing was measured. */
export type VersionUse = {
  count: number;
  successRate: number | null;
  latencyMsAverage: number | null;
  latencyMsP95: number | null;
  /** 0–1. */
  confidence: number | null;
  /** US dollars a request. */
  costPerRequestUsd: number | null;
  /** 0–100, of the judged ones. */
  quality: number | null;
  qualityCount: number;
};

/** A version with where it came from and how it does. */
export type VersionDetail = ModelVersion & {
  /** null for versions from before there were evaluations. */
  evaluation: Evaluation | null;
  comparison: ParentComparison | null;
  lineage: {
    parent: { id: string; version: string } | null;
    run: { id: string; seed: number; createdAt: string; createdBy: string } | null;
    dataset: Dataset | null;
  };
  use: { week: VersionUse; allTime: VersionUse };
  health: VersionHealth;
};
