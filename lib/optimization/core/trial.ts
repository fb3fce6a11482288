import type { Configuration } from "@/lib/registry/schemas";
import type { StoredTrial } from "../optimization-schemas";

/** One test answered by one configuration: what the search reads of it. */
export type Trial = Omit<StoredTrial, "prompt" | "output" | "reason" | "model">;

/** A way to serve the task that can be put in force as it stands. */
export type Candidate = {
  /** Of its run, such as `c3`; the configuration in force is `baseline`. */
  id: string;
  /** What it does, in words for people. */
  label: string;
  /** Why it is tried. */
  why: string;
  /** What differs from the configuration in force. */
  changes: Partial<Configuration>;
};

/**
 * A cascade whose threshold, or whose models and votes, are still open: what it would have answered follows from the trials
 * of its models, so that no call is made for it before they are chosen.
 */
export type CascadeFamily = {
  /** What ends it: an answer that is sure enough, or enough answers that are equal. */
  by: "confidence" | "agreement";
  id: string;
  label: string;
  why: string;
  /** Cheapest first. Ids of candidates that name one model each. */
  members: readonly { candidateId: string; model: string }[];
};

export const BASELINE = "baseline";

export type TrialBook = {
  get(candidateId: string, testId: string): Trial | undefined;
  set(candidateId: string, trial: Trial): void;
  /** Of the tests that the candidate has answered, in the order of the tests. */
  of(candidateId: string, testIds: readonly string[]): Trial[];
};

export function createTrialBook(): TrialBook {
  const book = new Map<string, Map<string, Trial>>();
  return {
    get: (candidateId, testId) => book.get(candidateId)?.get(testId),
    set(candidateId, trial) {
      const trials = book.get(candidateId) ?? new Map<string, Trial>();
      book.set(candidateId, trials.set(trial.testId, trial));
    },
    of: (candidateId, testIds) => testIds.flatMap((id) => book.get(candidateId)?.get(id) ?? []),
  };
}

export type TrialPair = { before: Trial; after: Trial };

/** Trials of the same tests, side by side; a test that one of them has not answered is left out. */
export function pairTrials(before: readonly Trial[], after: readonly Trial[]): TrialPair[] {
  const byTest = new Map(after.map((trial) => [trial.testId, trial]));
  return before.flatMap((trial) => {
    const other = byTest.get(trial.testId);
    return other ? [{ before: trial, after: other }] : [];
  });
}
