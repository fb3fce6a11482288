import { z } from "zod";
import { DeployInput } from "@/lib/deployments/schemas";
import { TaskSlug } from "@/lib/registry/schemas";
import { CLASSIFIERS, USUAL_CLASSIFIERS, type TriggerKind, type TriggerState } from "./words";

const share = (low: number, high: number) =>
  z.number({ error: "must be a number" }).min(low, `must be at least ${low}`).max(high, `must be at most ${high}`);

/** When a task's models are trained again. */
export const RetrainSettings = z.strictObject({
  /** Start runs by itself when a trigger fires. */
  isAutomatic: z.boolean(),
  /** Accuracy that is wanted, 0–1. */
  accuracyThreshold: share(0.5, 1),
  /** A drop of accuracy that must be noticed, 0–1. */
  drop: share(0.02, 0.4),
  /** Newly accepted examples that are worth a run. */
  exampleCount: z.number().int().min(1).max(1_000_000),
  /** The most of evidence that may be one giver's, 0–1; of one giver alone all counts. */
  maxShareOfGiver: share(0.05, 1),
  /** Givers that must stand behind what fires. */
  minGivers: z.number().int().min(1).max(1_000),
  /** Hours after the last run; null = never by time alone. */
  hours: z.number().min(1).max(8_760).nullable(),
  /** Population stability index from which inputs or labels count as drifted, corrected for the sample; null = not watched. */
  driftIndex: z.number().min(0.05).max(2).nullable(),
  /** Examples from feedback of at least this quality (0–1) are accepted without a review; null = none. */
  autoAcceptQuality: share(0.5, 1).nullable(),
  classifiers: z.array(z.enum(CLASSIFIERS)).min(1).max(CLASSIFIERS.length),
  /** How a version that beats its parent comes into service; null = a person decides. */
  deployment: DeployInput.omit({ reason: true }).nullable(),
});
export type RetrainSettings = z.infer<typeof RetrainSettings>;

/** Nothing starts by itself until somebody wants it: training takes the server's processor. */
export const DEFAULT_RETRAIN_SETTINGS: RetrainSettings = {
  isAutomatic: false,
  accuracyThreshold: 0.95,
  drop: 0.1,
  exampleCount: 1_000,
  maxShareOfGiver: 0.5,
  minGivers: 1,
  hours: 24,
  driftIndex: 0.25,
  autoAcceptQuality: 0.8,
  classifiers: [...USUAL_CLASSIFIERS.classification],
  deployment: { strategy: "canary" },
};

/** What is left out stays as it is. */
export const UpdateRetrainSettingsInput = RetrainSettings.partial();
export type UpdateRetrainSettingsInput = z.infer<typeof UpdateRetrainSettingsInput>;

/** Where one trigger stands. */
export type Trigger = {
  kind: TriggerKind;
  state: TriggerState;
  /** What was measured; null when it is not known. */
  value: number | null;
  /** What `value` is compared with; null when there is nothing to compare. */
  threshold: number | null;
  /** One sentence for people. */
  reason: string;
};

export type TriggerReport = {
  task: string;
  /** A trigger fires, or a run was asked for by hand. */
  isDue: boolean;
  triggers: Trigger[];
  /** Evidence counts from here on. */
  since: string;
  checkedAt: string;
  settings: RetrainSettings;
  /** The run that was started last, and what became of it; null before the first. */
  lastRun: { runId: string; outcome: RetrainOutcome | null } | null;
};

export type RetrainOutcome = {
  /** `deployed`: it serves, or is tried beside the version in service. `kept`: it does not serve; the reason says why. */
  kind: "under_way" | "deployed" | "kept" | "failed";
  /** One sentence for people. */
  reason: string;
};

export const CheckTriggersInput = z.strictObject({
  task: TaskSlug,
  /** `never`: only say. `due`: start a run when a trigger fires. `now`: start one in any case. (Default: due.) */
  start: z.enum(["never", "due", "now"], { error: "must be never, due or now" }).default("due"),
});
export type CheckTriggersInput = z.infer<typeof CheckTriggersInput>;

export type TriggerCheck = TriggerReport & {
  /** The run that this check started; null when it started none, and why. */
  startedRunId: string | null;
  notStarted: string | null;
};
