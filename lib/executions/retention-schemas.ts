import { z } from "zod";
import { windowFields } from "./window-schemas";

export const UpdateRetentionInput = z.object({
  /** null keeps executions for ever. */
  days: z
    .number({ error: "must be a whole number of days from 7 to 3650, or null" })
    .int("must be a whole number of days")
    .min(7, "is at least 7 days")
    .max(3_650, "is at most 3650 days")
    .nullable(),
});
export type UpdateRetentionInput = z.infer<typeof UpdateRetentionInput>;

/** How long executions are kept. What was counted of them (costs, charts, statistics) stays for ever. */
export type Retention = {
  /** null: for ever. */
  days: number | null;
  /** Everything from before this time was deleted; null while nothing was. */
  deletedBefore: string | null;
};

export const RebuildInput = z.object(windowFields);
export type RebuildInput = z.infer<typeof RebuildInput>;

/** The latest counting anew of executions; null when there never was one. */
export type Rebuild = {
  latest: {
    jobId: string;
    status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
    /** In days. */
    progress: { done: number; total: number | null; step: string } | null;
    message: string | null;
    createdAt: string;
    finishedAt: string | null;
  } | null;
};
