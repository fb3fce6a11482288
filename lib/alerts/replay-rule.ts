import { decideAlert, isWorse, NEW_STATE, type AlertPolicy, type AlertState, type Measurement } from "./decide-alert";
import type { PreviewFiring } from "./schemas";

export type Measured = Measurement & { atMs: number };

/** Every firing of a rule over a series of measurements, oldest first. The last one may not have resolved. */
export function replayRule(policy: AlertPolicy, series: readonly Measured[]): PreviewFiring[] {
  const firings: PreviewFiring[] = [];
  let state: AlertState = NEW_STATE;
  for (const measurement of series) {
    const decision = decideAlert(policy, state, measurement, measurement.atMs);
    const at = new Date(measurement.atMs).toISOString();
    if (decision.event?.kind === "fired")
      firings.push({ firedAt: at, resolvedAt: null, worstValue: decision.event.value });
    const last = firings.at(-1);
    if (last && decision.event?.kind === "resolved") last.resolvedAt = at;
    if (last && decision.state.kind === "firing" && isFarther(policy, measurement.value, last.worstValue))
      last.worstValue = measurement.value!;
    state = decision.state;
  }
  return firings;
}

const isFarther = ({ comparison }: AlertPolicy, value: number | null, than: number): boolean =>
  value !== null && isWorse(comparison, value, than);
