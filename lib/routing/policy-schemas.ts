import { z } from "zod";
import type { JobFailure, JobProgress, JobStatus } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { TaskSlug } from "@/lib/registry/schemas";
import type { PolicyEvidence } from "./learned/types";

export const LearnPolicyInput = z
  .strictObject({
    /** Tasks that the policy is for. */
    tasks: z.array(TaskSlug).min(1).max(200),
    /** Imported recordings to learn from, by id. */
    replaySets: z.array(z.uuid()).max(20).default([]),
    /** Learn from the tasks' scored executions of so many days as well; 0 = not from them. */
    executionDays: z.number().int().min(0).max(365).default(0),
    /** Quality to keep, per cent of the best single model's. */
    targetQualityPercent: z.number().min(50).max(120).default(100),
    /** Whether the task may be read beside the prompt. */
    useTask: z.boolean().default(true),
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
    /** Puts it in force for its tasks when it is learnt. `if_better`: only when it beats what decides today. */
    activate: z.enum(["never", "if_better", "always"]).default("if_better"),
  })
  .refine(({ replaySets, executionDays }) => replaySets.length > 0 || executionDays > 0, {
    path: ["replaySets"],
    message: "name recordings to learn from, or give `executionDays`",
  });
export type LearnPolicyInput = z.infer<typeof LearnPolicyInput>;

/** Two policies on the same prompts, which neither learnt from. */
export type PolicyComparison = {
  /** What it was compared with: the policy in force, or the best single model. */
  with: { policyId: string | null; description: string };
  promptCount: number;
  /** Mean score, 0–100. */
  quality: { candidate: number; current: number };
  /** Candidate minus current, 95 % interval of the paired difference, points of 100. */
  qualityDifference: { mean: number; low: number; high: number };
  /** US dollars a prompt; null when a price is unknown. */
  costUsd: { candidate: number | null; current: number | null };
  isBetter: boolean;
  /** One sentence for people. */
  verdict: string;
};

export type RoutingPolicy = {
  id: string;
  jobId: string;
  tasks: string[];
  options: LearnPolicyInput;
  /** The job's. */
  status: JobStatus;
  progress: JobProgress | null;
  error: JobFailure | null;
  isCancelRequested: boolean;
  /** null until it is learnt. */
  evidence: PolicyEvidence | null;
  comparison: PolicyComparison | null;
  /** Tasks that it decides for now. */
  activeFor: string[];
  createdBy: string;
  createdAt: string;
  finishedAt: string | null;
};

export const ListPoliciesQuery = PageQuery.extend({ task: TaskSlug.optional() });
export type ListPoliciesQuery = z.infer<typeof ListPoliciesQuery>;

export const ActivatePolicyInput = z.strictObject({
  /** (Default: those that it was learnt for.) */
  tasks: z.array(TaskSlug).min(1).max(200).optional(),
  reason: z.string().trim().max(500).default(""),
});
export type ActivatePolicyInput = z.infer<typeof ActivatePolicyInput>;
