import type { BadgeTone } from "@/components/ui/badge";
import type { JobStatus } from "@/lib/platform/jobs/schemas";

export const JOB_STATUS_WORDS = {
  queued: { label: "Waiting", tone: "neutral" },
  running: { label: "Running", tone: "accent" },
  succeeded: { label: "Succeeded", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
} as const satisfies Record<JobStatus, { label: string; tone: BadgeTone }>;

export const JOB_STATUSES = Object.keys(JOB_STATUS_WORDS) as JobStatus[];
