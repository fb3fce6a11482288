import type { AlertRuleContent, AlertRuleTest } from "./schemas";

/** What the machine looks at of a rule. */
export type AlertPolicy = Pick<
  AlertRuleContent,
  "comparison" | "threshold" | "recoveryThreshold" | "minimumCount" | "pendingMinutes" | "coolDownMinutes" | "noData"
>;

/** `value` in the unit of the metric, null when nothing was measured; `count` measurements in the window. */
export type Measurement = { value: number | null; count: number };

/** Times are milliseconds since 1970. `quietUntilMs`: it does not fire before; null when nothing holds it back. */
export type AlertState =
  | { kind: "ok"; quietUntilMs: number | null }
  | { kind: "pending"; sinceMs: number; quietUntilMs: number | null }
  | { kind: "firing"; sinceMs: number; quietUntilMs: number; isBreached: boolean };

export type AlertEvent =
  | { kind: "fired"; value: number }
  /** The threshold was crossed again before the alert had resolved: one alert, not two. */
  | { kind: "breached_again"; value: number }
  | { kind: "resolved"; resolution: "recovered" | "no_data" };

export type AlertDecision = { state: AlertState; event: AlertEvent | null };

export const NEW_STATE: AlertState = Object.freeze({ kind: "ok", quietUntilMs: null });

const MINUTE_MS = 60_000;

export type Reading = AlertRuleTest["reading"];

/** On which side of the two thresholds a measurement lies. Exactly at the threshold counts as not beyond it. */
export function readingOf(policy: AlertPolicy, { value, count }: Measurement): Reading {
  if (value === null || count < policy.minimumCount) return "no_data";
  const { comparison, threshold, recoveryThreshold } = policy;
  if (isWorse(comparison, value, threshold)) return "breached";
  return recoveryThreshold !== null && isWorse(comparison, value, recoveryThreshold) ? "between" : "recovered";
}

/** Whether a value is farther on the bad side than another. */
export const isWorse = (comparison: AlertPolicy["comparison"], value: number, than: number): boolean =>
  comparison === "above" ? value > than : value < than;

/**
 * The next state of a rule, and what happened. It fires once the threshold has stayed crossed for `pendingMinutes` and
 * `coolDownMinutes` have passed since it fired last, so at most once, and resolves at most once, in a cool-down. It
 * resolves when the value has come back to the recovery threshold; between the two thresholds everything stays as it is.
 */
export function decideAlert(
  policy: AlertPolicy,
  state: AlertState,
  measurement: Measurement,
  nowMs: number,
): AlertDecision {
  const reading = readingOf(policy, measurement);
  switch (state.kind) {
    case "ok":
    case "pending":
      if (reading !== "breached") return { state: { kind: "ok", quietUntilMs: laterThan(state, nowMs) }, event: null };
      return rise(policy, state, measurement.value!, nowMs);
    case "firing":
      return hold(policy, state, reading, measurement.value);
    default:
      return state satisfies never;
  }
}

function rise(
  policy: AlertPolicy,
  state: Exclude<AlertState, { kind: "firing" }>,
  value: number,
  nowMs: number,
): AlertDecision {
  const sinceMs = state.kind === "pending" ? state.sinceMs : nowMs;
  const quietUntilMs = laterThan(state, nowMs);
  const isDue = nowMs - sinceMs >= policy.pendingMinutes * MINUTE_MS;
  if (!isDue || quietUntilMs !== null) return { state: { kind: "pending", sinceMs, quietUntilMs }, event: null };
  return {
    state: {
      kind: "firing",
      sinceMs: nowMs,
      quietUntilMs: nowMs + policy.coolDownMinutes * MINUTE_MS,
      isBreached: true,
    },
    event: { kind: "fired", value },
  };
}

function hold(
  policy: AlertPolicy,
  state: Extract<AlertState, { kind: "firing" }>,
  reading: Reading,
  value: number | null,
): AlertDecision {
  const resolve = (resolution: "recovered" | "no_data"): AlertDecision => ({
    state: { kind: "ok", quietUntilMs: state.quietUntilMs },
    event: { kind: "resolved", resolution },
  });
  switch (reading) {
    case "breached":
      return {
        state: { ...state, isBreached: true },
        event: state.isBreached ? null : { kind: "breached_again", value: value! },
      };
    case "between":
      return { state: { ...state, isBreached: false }, event: null };
    case "recovered":
      return resolve("recovered");
    case "no_data":
      return policy.noData === "resolve" ? resolve("no_data") : { state, event: null };
    default:
      return reading satisfies never;
  }
}

const laterThan = ({ quietUntilMs }: AlertState, nowMs: number): number | null =>
  quietUntilMs !== null && quietUntilMs > nowMs ? quietUntilMs : null;
