import type { JobProgress, JobStatus } from "@/lib/platform/jobs/schemas";

/** The demo's own task: nothing of the demo touches the team's tasks. */
export const DEMO_TASK = "demo_tickets";

export type DemoState = {
  /** Whether there is anything of the demo to remove. */
  isLoaded: boolean;
  /** The newest loading; null when the demo was never loaded. */
  loading: { jobId: string; status: JobStatus; progress: JobProgress | null; message: string | null } | null;
};
