import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Alert } from "@/lib/alerts/schemas";
import type { AlertResolution } from "@/lib/alerts/words";
import { formatMeasure } from "./format-measure";
import { SeverityBadge } from "./severity-badge";

const RESOLUTIONS = {
  recovered: "recovered",
  no_data: "nothing to measure",
  rule_changed: "the rule changed",
  rule_disabled: "the rule was switched off",
  rule_deleted: "the rule was deleted",
} as const satisfies Record<AlertResolution, string>;

type AlertActions = { canWrite: boolean; onAcknowledge: (alert: Alert) => void };

export const alertColumns = ({ canWrite, onAcknowledge }: AlertActions): DataColumn<Alert>[] => [
  {
    id: "what",
    header: "Alert",
    isPrimary: true,
    cell: ({ ruleName, summary }) => (
      <span className="grid min-w-48 break-words">
        <span className="font-medium">{ruleName}</span>
        <span className="text-xs font-normal text-muted-foreground">{summary}</span>
      </span>
    ),
  },
  { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  {
    id: "state",
    header: "State",
    cell: ({ status, resolution }) =>
      status === "firing" ? (
        <Badge tone="danger">Firing</Badge>
      ) : (
        <span className="grid justify-items-start">
          <Badge tone="success">Resolved</Badge>
          {resolution && <span className="text-xs text-muted-foreground">{RESOLUTIONS[resolution]}</span>}
        </span>
      ),
  },
  { id: "fired", header: "Fired", cell: ({ firedAt }) => <Time at={firedAt} /> },
  { id: "resolved", header: "Resolved", cell: ({ resolvedAt }) => (resolvedAt ? <Time at={resolvedAt} /> : "–") },
  { id: "worst", header: "Worst", align: "right", cell: ({ metric, worstValue }) => formatMeasure(metric, worstValue) },
  {
    id: "acknowledged",
    header: "Acknowledged",
    cell: (alert) => {
      if (alert.acknowledgedAt)
        return (
          <span className="grid">
            <Time at={alert.acknowledgedAt} />
            <span className="text-xs text-muted-foreground">by {alert.acknowledgedBy}</span>
          </span>
        );
      if (alert.status !== "firing" || !canWrite) return "–";
      return (
        <Button size="sm" onClick={() => onAcknowledge(alert)} aria-label={`Acknowledge ${alert.ruleName}`}>
          Acknowledge
        </Button>
      );
    },
  },
];
