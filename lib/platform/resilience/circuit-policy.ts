/**
 * A circuit breaker as a state machine (Nygard, "Release It!", 2007; states and names as in resilience4j and Envoy's
 * outlier detection). It decides only: no clock, no storage. Times are milliseconds since 1970.
 */
export type Circuit =
  | { state: "closed"; since: number; consecutiveFailures: number; window: OutcomeWindow; trips: number }
  | { state: "open"; since: number; until: number; trips: number; cause: string }
  | { state: "half_open"; since: number; trips: number; successes: number; trials: number; trialUntil: number | null }
  /** Opened by a person, and only a person closes it. */
  | { state: "held_open"; since: number; by: string; cause: string };

/** Calls since `startedAt`, for the error rate. */
type OutcomeWindow = { startedAt: number; calls: number; failures: number };

export type CircuitOptions = {
  /** Failures in a row that open the circuit. (Default: 5.) */
  failureThreshold: number;
  /** Share of failed calls, 0–1, that opens it, once `minimumCalls` were made within `windowMs`. (Default: 0.5.) */
  errorRateThreshold: number;
  minimumCalls: number;
  windowMs: number;
  /** How long it stays open the first time. (Default: 60,000.) */
  openMs: number;
  /** Factor for each time it opens again without having held. (Default: 2.) */
  openGrowth: number;
  /** Longest time it stays open. (Default: 600,000.) */
  maxOpenMs: number;
  /** Trial calls while half open, one after the other; then it opens again. (Default: 3.) */
  trialCalls: number;
  /** Successes among them that close it. (Default: 2.) */
  successesToClose: number;
  /** A trial that did not report by then is given up, so that a dead process blocks nobody. (Default: 30,000.) */
  trialMs: number;
  /** A circuit that held this long forgets how often it had opened. (Default: 600,000.) */
  forgetAfterMs: number;
};

export const DEFAULT_CIRCUIT_OPTIONS: CircuitOptions = {
  failureThreshold: 5,
  errorRateThreshold: 0.5,
  minimumCalls: 20,
  windowMs: 30_000,
  openMs: 60_000,
  openGrowth: 2,
  maxOpenMs: 600_000,
  trialCalls: 3,
  successesToClose: 2,
  trialMs: 30_000,
  forgetAfterMs: 600_000,
};

export const closedCircuit = (now: number, trips = 0): Circuit => ({
  state: "closed",
  since: now,
  consecutiveFailures: 0,
  window: { startedAt: now, calls: 0, failures: 0 },
  trips,
});

/** `trial`: the call may be made once `beginTrial` was agreed with the other processes. */
export type Permission = "allowed" | "trial" | "refused";

/** Whether a call may be made now. */
export function permissionOf(circuit: Circuit, now: number): Permission {
  switch (circuit.state) {
    case "closed":
      return "allowed";
    case "open":
      return now >= circuit.until ? "trial" : "refused";
    case "half_open":
      return circuit.trialUntil === null || now >= circuit.trialUntil ? "trial" : "refused";
    case "held_open":
      return "refused";
    default:
      return unknownState(circuit);
  }
}

/** The state in which one trial call is under way; null when none may begin. One at a time. */
export function beginTrial(circuit: Circuit, now: number, options: CircuitOptions): Circuit | null {
  if (permissionOf(circuit, now) !== "trial") return null;
  if (circuit.state === "open") {
    const { trips } = circuit;
    return { state: "half_open", since: now, trips, successes: 0, trials: 1, trialUntil: now + options.trialMs };
  }
  if (circuit.state !== "half_open") return null;
  // The last trial never came back: that is as bad as a failure.
  if (circuit.trialUntil !== null && circuit.trials >= options.trialCalls)
    return opened(circuit.trips, "trial calls did not come back", now, options);
  return { ...circuit, trials: circuit.trials + 1, trialUntil: now + options.trialMs };
}

/** After a call that succeeded. Returns the same object when nothing worth telling changed. */
export function afterSuccess(circuit: Circuit, now: number, options: CircuitOptions): Circuit {
  switch (circuit.state) {
    case "closed": {
      const trips = circuit.trips > 0 && now - circuit.since >= options.forgetAfterMs ? 0 : circuit.trips;
      return { ...circuit, consecutiveFailures: 0, window: counted(circuit.window, false, now, options), trips };
    }
    case "open":
    case "half_open": {
      const successes = circuit.state === "half_open" ? circuit.successes + 1 : 1;
      const trials = circuit.state === "half_open" ? circuit.trials : 1;
      if (successes >= options.successesToClose) return closedCircuit(now, circuit.trips);
      return { state: "half_open", since: now, trips: circuit.trips, successes, trials, trialUntil: null };
    }
    case "held_open":
      return circuit;
    default:
      return unknownState(circuit);
  }
}

/** After a call that the upstream failed. `cause` is told to people. */
export function afterFailure(circuit: Circuit, cause: string, now: number, options: CircuitOptions): Circuit {
  switch (circuit.state) {
    case "closed": {
      const consecutiveFailures = circuit.consecutiveFailures + 1;
      const window = counted(circuit.window, true, now, options);
      const isTripped =
        consecutiveFailures >= options.failureThreshold ||
        (window.calls >= options.minimumCalls && window.failures / window.calls >= options.errorRateThreshold);
      if (isTripped) return opened(circuit.trips, cause, now, options);
      return { ...circuit, consecutiveFailures, window };
    }
    case "half_open":
      return opened(circuit.trips, cause, now, options);
    case "open":
    case "held_open":
      return circuit;
    default:
      return unknownState(circuit);
  }
}

/** A trial that ended without an answer of the upstream, such as by a caller who went away: the next one may begin. */
export function afterNoAnswer(circuit: Circuit): Circuit {
  if (circuit.state !== "half_open" || circuit.trialUntil === null) return circuit;
  return { ...circuit, trials: Math.max(0, circuit.trials - 1), trialUntil: null };
}

function opened(trips: number, cause: string, now: number, options: CircuitOptions): Circuit {
  const openMs = Math.min(options.openMs * options.openGrowth ** trips, options.maxOpenMs);
  return { state: "open", since: now, until: now + openMs, trips: trips + 1, cause };
}

/** A tumbling window: simple, and at most one window late. */
function counted(window: OutcomeWindow, isFailure: boolean, now: number, options: CircuitOptions): OutcomeWindow {
  const current = now - window.startedAt >= options.windowMs ? { startedAt: now, calls: 0, failures: 0 } : window;
  return { ...current, calls: current.calls + 1, failures: current.failures + (isFailure ? 1 : 0) };
}

function unknownState(circuit: never): never {
  throw new Error(`A circuit cannot be in the state ${JSON.stringify(circuit)}`);
}
