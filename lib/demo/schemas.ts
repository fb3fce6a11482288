import type { JobProgress, JobStatus } from "@/lib/platform/jobs/schemas";

/** The demo's own tasks: nothing of the demo touches the team's tasks. The first is there as soon as loading begins. */
export const DEMO_TASK = "demo_tickets";
export const DEMO_TASKS = [DEMO_TASK, "demo_priority", "demo_sentiment", "demo_suggestions"] as const;

export type DemoState = {
  /** Whether there is anything of the demo to remove. */
  isLoaded: boolean;
  /** The newest loading; null when the demo was never loaded. */
  loading: { jobId: string; status: JobStatus; progress: JobProgress | null; message: string | null } | null;
};
