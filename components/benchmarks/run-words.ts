import type { RunState } from "@/components/data/run-progress";
import type { BadgeTone } from "@/components/ui/badge";
import type { BenchmarkRun } from "@/lib/benchmarks/schemas";
import { isBenchmarkUnderWay } from "@/lib/client/benchmarks";

/** As people see it: asking for the end comes before the end. */
export const runState = (run: Pick<BenchmarkRun, "status" | "isCancelRequested">): RunState =>
  isBenchmarkUnderWay(run) && run.isCancelRequested ? "cancelling" : run.status;

export const RUN_STATES = {
  queued: { label: "Waiting", tone: "neutral" },
  running: { label: "Running", tone: "accent" },
  cancelling: { label: "Cancelling", tone: "warning" },
  succeeded: { label: "Finished", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
} as const satisfies Record<RunState, { label: string; tone: BadgeTone }>;

/** What became of a run that did not ask everything; null for one that did or still may. */
export function partialText({ isPartial, status, ending }: BenchmarkRun): string | null {
  if (!isPartial) return null;
  if (ending === "decided")
    return "Ended early: the order of the models was certain. The rest of the tests was not asked.";
  if (ending === "spend_limit")
    return "Ended early: the spending limit was reached. What was answered until then is kept.";
  return status === "cancelled"
    ? "Partial: what was answered before the run was cancelled is kept and compared below."
    : "Partial: the run broke off. What was answered until then is kept.";
}

export const suitesText = ({ suites }: BenchmarkRun): string =>
  suites.length > 2 ? `${suites.length} suites` : suites.map(({ name }) => name).join(", ");
