import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ExperimentStatus, VerdictAction } from "@/lib/experiments/words";

const STATUSES = {
  draft: { label: "Draft", tone: "neutral" },
  running: { label: "Running", tone: "accent" },
  paused: { label: "Paused", tone: "warning" },
  stopped: { label: "Stopped", tone: "neutral" },
} as const satisfies Record<ExperimentStatus, { label: string; tone: BadgeTone }>;

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }));

export function StatusBadge({ status }: { status: ExperimentStatus }) {
  return <Badge tone={STATUSES[status].tone}>{STATUSES[status].label}</Badge>;
}

const VERDICTS = {
  ship: { label: "Ship", tone: "success" },
  roll_back: { label: "Roll back", tone: "danger" },
  no_difference: { label: "No difference", tone: "neutral" },
  keep_running: { label: "Keep running", tone: "outline" },
} as const satisfies Record<VerdictAction, { label: string; tone: BadgeTone }>;

export function VerdictBadge({ action }: { action: VerdictAction }) {
  return <Badge tone={VERDICTS[action].tone}>{VERDICTS[action].label}</Badge>;
}
