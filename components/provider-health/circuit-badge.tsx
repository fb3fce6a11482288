import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ProviderHealth } from "@/lib/providers/schemas";

const STATES = {
  closed: { label: "Available", tone: "success" },
  open: { label: "Circuit open", tone: "danger" },
  half_open: { label: "Being tried", tone: "warning" },
  held_open: { label: "Stopped by hand", tone: "warning" },
} as const satisfies Record<ProviderHealth["state"], { label: string; tone: BadgeTone }>;

export function CircuitBadge({ health: { state, consecutiveFailures } }: { health: ProviderHealth }) {
  const { label, tone } = STATES[state];
  if (state === "closed" && consecutiveFailures > 0) return <Badge tone="warning">Failing</Badge>;
  return <Badge tone={tone}>{label}</Badge>;
}
