import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ExecutionStatus } from "@/lib/executions/schemas";

const STATUSES = {
  pending: { label: "Running", tone: "accent" },
  success: { label: "Success", tone: "success" },
  partial: { label: "Broke off", tone: "warning" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
  interrupted: { label: "Interrupted", tone: "warning" },
} as const satisfies Record<ExecutionStatus, { label: string; tone: BadgeTone }>;

export const statusLabel = (status: ExecutionStatus): string => STATUSES[status].label;

export function ExecutionStatusBadge({ status }: { status: ExecutionStatus }) {
  const { label, tone } = STATUSES[status];
  return <Badge tone={tone}>{label}</Badge>;
}
