import { z } from "zod";
import { exportFields } from "@/lib/executions/schemas";
import { TaskSlug } from "@/lib/registry/schemas";
import { MAX_HELD_SHARE, MIN_HELD_SHARE, type CloseReason } from "./words";

export * from "./words";

export const SavingsQuery = z.strictObject({ task: TaskSlug.optional(), ...exportFields });
export type SavingsQuery = z.infer<typeof SavingsQuery>;

const bounds = `must be 0 (nothing is held back) or from ${MIN_HELD_SHARE} to ${MAX_HELD_SHARE}`;

export const UpdateHoldoutInput = z.strictObject({
  task: TaskSlug,
  /** Share of the requests that a change leaves as they were, 0.01–0.05; 0 = none; null = what the product chooses. */
  share: z
    .number()
    .refine((share) => share === 0 || (share >= MIN_HELD_SHARE && share <= MAX_HELD_SHARE), { message: bounds })
    .nullable(),
});
export type UpdateHoldoutInput = z.infer<typeof UpdateHoldoutInput>;

/** A measured value with its 95 % interval. */
export type Measured = { mean: number; low: number; high: number; standardError: number };

/** What one measure was in either arm, and how it differs: changed less held. */
export type ArmDifference = { held: number; changed: number; difference: Measured };

/** What a change saved, from the requests that it served and those that were served as before. */
export type Saving = {
  /** Requests that the change served, and those that were held back. */
  calls: number;
  heldCalls: number;
  /** Of either, those whose cost is unknown: nothing is said of them. */
  unpricedCalls: number;
  /** Requests of a time in which too few were held back to compare: nothing is said of them either. */
  uncomparedCalls: number;
  /** US dollars; negative when the change costs more than it saves; null with `reason`. */
  savedUsd: Measured | null;
  /** Of what the same requests would have cost, 0–1; null when nothing is known. */
  savedShare: number | null;
  /** Why nothing is said; null when something is. */
  reason: string | null;
  /** US dollars a request. */
  costUsd: ArmDifference | null;
  /** Points of 100; null when too few answers were scored. */
  quality: ArmDifference | null;
  /** Milliseconds, of requests that were answered. */
  latencyMs: ArmDifference | null;
  /** Shares of requests that failed, 0–1; null without requests. */
  failures: { held: number; changed: number } | null;
};

export type SavingsMonth = Saving & {
  /** Such as `2026-03`, UTC. */
  month: string;
  /** When it was entered for good; null while the month goes on. */
  postedAt: string | null;
};

export type SavingsEntry = {
  id: string;
  task: string;
  optimizationId: string;
  /** What the change is, in words. */
  summary: string;
  beforeVersion: number;
  afterVersion: number;
  /** 0–1. */
  heldShare: number;
  /** Whether most requests are still served as before: the change is tried on a few first. */
  isCanary: boolean;
  startedAt: string;
  closedAt: string | null;
  closedReason: CloseReason | null;
  /** Whether a simulated model served either side: then it counts in no total. */
  isSimulated: boolean;
  /** Newest first. */
  months: SavingsMonth[];
  /** Over all of its time, compared within times of equal shares. */
  sinceStart: Saving;
};

/** A sum over entries; `savedUsd` is null when none of them says anything. */
export type SavingsTotal = { savedUsd: Measured | null; entries: number; silentEntries: number };

export type HoldoutShare = {
  task: string;
  /** In force for changes of this task, 0–1; 0 = nothing is held back. */
  share: number;
  /** Whether a person chose it. */
  isChosen: boolean;
  /** Why it is this one. */
  reason: string;
};

export type SavingsReport = {
  /** All that was posted, and the current month so far. */
  total: SavingsTotal;
  thisMonth: SavingsTotal;
  /** Newest first. */
  months: (SavingsTotal & { month: string })[];
  /** Newest first. */
  entries: SavingsEntry[];
  shares: HoldoutShare[];
  /** How it is measured, in words. */
  method: string;
};
