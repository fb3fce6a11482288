import type { BadgeTone } from "@/components/ui/badge";
import { formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import type { DeploymentEventKind, Gate } from "@/lib/deployments/schemas";
import type { DeploymentStatus, DeploymentStrategy, GateName } from "@/lib/deployments/words";

export const STATES = {
  running: { label: "Under way", tone: "accent" },
  paused: { label: "Paused", tone: "warning" },
  succeeded: { label: "In service", tone: "success" },
  rolled_back: { label: "Rolled back", tone: "danger" },
  aborted: { label: "Aborted", tone: "neutral" },
  superseded: { label: "Superseded", tone: "neutral" },
} as const satisfies Record<DeploymentStatus, { label: string; tone: BadgeTone }>;

export const STRATEGIES = {
  canary: {
    label: "Canary",
    explanation:
      "1 % of the users first, then 5 and 25 %, each only while it proves itself. What is worse goes back by itself.",
  },
  ab_test: {
    label: "A/B test",
    explanation:
      "Half of the users, until one version is better for certain: that one serves everybody. Without a winner in 14 days the present version stays.",
  },
  rollout: {
    label: "Rollout",
    explanation: "10, 25 and 50 % of the users by time. Goes back by itself when more requests fail than before.",
  },
  immediate: {
    label: "At once",
    explanation: "Every request from now on. One click brings the version before it back.",
  },
} as const satisfies Record<DeploymentStrategy, { label: string; explanation: string }>;

export const GATE_NAMES = {
  sample: "Sample",
  quality: "Quality",
  errors: "Failures",
  latency: "Latency, p95",
  cost: "Cost a request",
} as const satisfies Record<GateName, string>;

export const VERDICTS = {
  passed: { label: "Passed", tone: "success" },
  waiting: { label: "Waiting", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
} as const satisfies Record<Gate["verdict"], { label: string; tone: BadgeTone }>;

export const EVENTS = {
  started: "Started",
  advanced: "Next share",
  paused: "Paused",
  resumed: "Resumed",
  promoted: "Serves everything",
  rolled_back: "Rolled back",
  aborted: "Aborted",
  superseded: "Superseded",
} as const satisfies Record<DeploymentEventKind, string>;

/** A gate's figure in its unit; unknown is a dash. */
export function gateFigure(gate: GateName, value: number | null): string {
  if (value === null) return "—";
  switch (gate) {
    case "latency":
      return formatLatency(value);
    case "cost":
      return formatUsd(value);
    default:
      return formatPercent(value);
  }
}

/** 0 is shadow, which nobody sees. */
export const shareText = (share: number): string => (share === 0 ? "shadow" : formatPercent(share));
