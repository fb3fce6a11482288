import type { RunState } from "@/components/data/run-progress";
import type { BadgeTone } from "@/components/ui/badge";
import { isUnderWay } from "@/lib/client/training";
import type { TrainingRun } from "@/lib/training/schemas";

/** As people see it: asking for the end comes before the end. */
export const runState = (run: Pick<TrainingRun, "status" | "isCancelRequested">): RunState =>
  isUnderWay(run) && run.isCancelRequested ? "cancelling" : run.status;

export const RUN_STATES = {
  queued: { label: "Waiting", tone: "neutral" },
  running: { label: "Running", tone: "accent" },
  cancelling: { label: "Cancelling", tone: "warning" },
  succeeded: { label: "Finished", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
} as const satisfies Record<RunState, { label: string; tone: BadgeTone }>;
