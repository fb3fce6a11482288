import type { Interval } from "@/lib/platform/stats";
import type { Verdict } from "./schemas";
import type { Aggregation } from "./words";

/** One variant's value of a metric; null = nothing measured yet. */
type ArmValue = { variant: string; count: number; mean: number | null; low: number | null; high: number | null };

/** A variant against the control, in the unit of the metric; null = nothing can be said yet. */
export type MetricComparison = {
  variant: string;
  effect: number | null;
  low: number | null;
  high: number | null;
  /** The same as shares of the control's value. */
  relative: ({ effect: number } & Interval) | null;
  p: number | null;
  /** Corrected for several variants (primary) or several metrics (secondary). */
  pAdjusted: number | null;
  isSignificant: boolean;
  direction: "better" | "worse" | null;
  /** 0–1. */
  chanceToWin: number | null;
  /** What choosing the variant costs on average if it is not better, in the unit of the metric. */
  expectedLoss: number | null;
  guardrail: "safe" | "harmed" | "unclear" | null;
  margin: number | null;
  /** Share of the variance that the covariate explains; null when none was used. */
  covariateShare: number | null;
  /** Of a test of ranks: chance that a unit of the variant has a higher value than one of the control, 0–1; null otherwise. */
  superiority: number | null;
};

export type MetricResult = {
  key: string;
  aggregation: Aggregation;
  role: "primary" | "secondary" | "guardrail" | "observed";
  isLowerBetter: boolean;
  arms: ArmValue[];
  comparisons: MetricComparison[];
};

/** What the primary metric said at a time. */
export type Look = {
  at: string;
  units: number;
  arms: { variant: string; units: number; mean: number | null }[];
  effects: { variant: string; effect: number | null; low: number | null; high: number | null }[];
};

export type SegmentResult = { segment: string; metric: MetricResult };

/** A variant by how often it was preferred; null = its strength is not known. */
export type RankedVariant = {
  variant: string;
  /** Judgements in which it was preferred, and passed over; a tie is half of each. */
  won: number;
  lost: number;
  /** As chess players know it: 1,000 in the middle. */
  rating: number | null;
  low: number | null;
  high: number | null;
  /** Chance to be preferred over the control, 0–1; null for the control itself. */
  overControl: ({ chance: number; isSure: boolean } & Interval) | null;
};

export type Preferences = {
  judgements: number;
  /** The strongest first. */
  ranking: RankedVariant[];
  /** Why strengths are not known; null when they are. */
  reason: string | null;
};

export type ExperimentResults = {
  experiment: string;
  phase: number;
  /** When this was reckoned. */
  at: string;
  units: number;
  arms: {
    variant: string;
    name: string;
    /** Meant share of the units. */
    weight: number;
    units: number;
    /** Share that it got; null without units. */
    shareOfUnits: number | null;
    /** Of a bandit; null otherwise. */
    chanceToBeBest: number | null;
  }[];
  metrics: MetricResult[];
  sampleRatio: { p: number | null; isMismatch: boolean };
  size: {
    planned: number | null;
    smallest: number;
    /** Units of the smallest variant a day, in this phase; null before there are any. */
    perDay: number | null;
    daysLeft: number | null;
  };
  /** The one that was made, or what is to be said now. */
  verdict: Verdict;
  isVerdictKept: boolean;
  looks: Look[];
  segments: SegmentResult[];
  /** By judgements of two answers; null when nobody judged. */
  preferences: Preferences | null;
};
