import { z } from "zod";
import { PageQuery } from "../pagination";

const JOB_STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const isFinished = (status: JobStatus): boolean => status !== "queued" && status !== "running";

/** How far the work is, counted in whatever the job works through. */
export const JobProgress = z.object({
  done: z.number(),
  /** null while it is not known how much there is. */
  total: z.number().nullable(),
  /** What is being done now, for people. */
  step: z.string(),
  detail: z.string().optional(),
});
export type JobProgress = z.infer<typeof JobProgress>;

export const JobFailure = z.object({ code: z.string(), message: z.string() });
export type JobFailure = z.infer<typeof JobFailure>;

/** A piece of long work as clients see it. Times are ISO 8601, null until reached. */
export type Job = {
  id: string;
  kind: string;
  status: JobStatus;
  progress: JobProgress | null;
  /** What the work gave back; null unless it succeeded. */
  result: unknown;
  error: JobFailure | null;
  /** How often the work was begun; more than one after a crash. */
  attempts: number;
  /** True from the moment somebody asked to cancel. */
  isCancelRequested: boolean;
  createdBy: string;
  runAfter: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export const ListJobsQuery = PageQuery.extend({
  kind: z.string().max(100).optional(),
  status: z.enum(JOB_STATUSES).optional(),
});
export type ListJobsQuery = z.infer<typeof ListJobsQuery>;
