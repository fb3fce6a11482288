import type { DeploymentPlan, DeploymentState, Gate, GateName } from "./schemas";

/** What the deployment does next by itself. */
export type Decision =
  | { action: "wait" }
  | { action: "advance"; step: number }
  | { action: "promote" }
  | { action: "roll_back"; reason: string }
  | { action: "pause"; reason: string };

const WAIT: Decision = { action: "wait" };
const MINUTE_MS = 60_000;

/** Gates that only the last step before everything has to have passed; before it they must not have failed. */
const PROVED_LAST: readonly GateName[] = ["quality", "errors", "latency", "cost"];

/**
 * What becomes of a deployment after a look at its gates. A failed gate rolls back at once, also while it is paused. It
 * goes on when its time at this share is over, enough requests were seen, and, before everything, every gate has passed.
 * When that takes too long it pauses and says what is missing; an A/B test ends without a winner.
 */
export function decide(state: DeploymentState, plan: DeploymentPlan, gates: readonly Gate[], nowMs: number): Decision {
  switch (state.status) {
    case "running":
      return failure(gates) ?? goOn(state, plan, gates, nowMs - Date.parse(state.since));
    case "paused":
      return failure(gates) ?? WAIT;
    case "succeeded":
    case "rolled_back":
    case "aborted":
    case "superseded":
      return WAIT;
    default:
      return state satisfies never;
  }
}

function failure(gates: readonly Gate[]): Decision | null {
  const failed = gates.filter(({ verdict }) => verdict === "failed");
  return failed.length === 0
    ? null
    : { action: "roll_back", reason: failed.map(({ explanation }) => explanation).join(" ") };
}

function goOn({ step }: { step: number }, plan: DeploymentPlan, gates: readonly Gate[], elapsedMs: number): Decision {
  if (elapsedMs < plan.stepMinutes * MINUTE_MS) return WAIT;
  const isLast = step + 1 >= plan.steps.length - 1;
  const open = gates.filter(({ gate, verdict }) => verdict === "waiting" && (isLast || !PROVED_LAST.includes(gate)));
  if (open.length === 0) return isLast ? { action: "promote" } : { action: "advance", step: step + 1 };
  if (elapsedMs < plan.maxStepMinutes * MINUTE_MS) return WAIT;
  const missing = open.map(({ explanation }) => explanation).join(" ");
  return plan.strategy === "ab_test"
    ? { action: "roll_back", reason: `No winner in time, so the version that was in service stays. ${missing}` }
    : { action: "pause", reason: `It did not prove itself in time. ${missing}` };
}

/** What a person may do. */
export type PersonAction = "pause" | "resume" | "abort" | "promote" | "roll_back";

/** Why a person cannot do this to a deployment in this state; null when it can be done. */
export function objection(state: DeploymentState, action: PersonAction): string | null {
  const isUnderWay = state.status === "running" || state.status === "paused";
  switch (action) {
    case "pause":
      return state.status === "running" ? null : isUnderWay ? "It is paused already" : over(state);
    case "resume":
      return state.status === "paused" ? null : isUnderWay ? "It is not paused" : over(state);
    case "abort":
    case "promote":
      return isUnderWay ? null : over(state);
    case "roll_back":
      return isUnderWay || state.status === "succeeded" ? null : over(state);
    default:
      return action satisfies never;
  }
}

const OVER = {
  succeeded: "It has succeeded: its version serves everything. Roll it back to undo it",
  rolled_back: "It was rolled back already",
  aborted: "It was aborted already",
  superseded: "Another version was put into service meanwhile, so it is over",
} as const;

function over({ status }: DeploymentState): string {
  return status === "running" || status === "paused" ? "It is under way" : OVER[status];
}
