import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AlertSeverity } from "@/lib/alerts/words";

const TONES = { info: "accent", warning: "warning", critical: "danger" } as const satisfies Record<
  AlertSeverity,
  BadgeTone
>;

export function SeverityBadge({ severity }: { severity: AlertSeverity }) {
  return <Badge tone={TONES[severity]}>{severity}</Badge>;
}
