import type { MetricName } from "./words";

/** A measured value with its 95 % interval, or why there is none. Units are in the metric's name; accuracy is 0–1. */
export type Metric = { value: number; low: number; high: number; count: number } | { value: null; reason: string };
export type Metrics = Record<MetricName, Metric>;

export type CandidateState = {
  id: string;
  label: string;
  why: string;
  state: "waiting" | "racing" | "dropped" | "verifying" | "rejected" | "accepted";
  /** Why it is where it is. */
  reason: string;
  /** Tests behind its figures. */
  tests: number;
  /** Of the goal, in its own unit: a share of cost or latency, or points of 100; null until known. */
  gain: number | null;
  /** Change of the quality, points of 100; null until known. */
  qualityPoints: number | null;
};

export type SearchProgress = { stage: "search" | "verify"; done: number; total: number; candidates: CandidateState[] };
