import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAlert, NEW_STATE, readingOf, type AlertPolicy, type AlertState, type Measurement } from "./decide-alert";

const MINUTE_MS = 60_000;
const POLICY: AlertPolicy = {
  comparison: "above",
  threshold: 0.1,
  recoveryThreshold: 0.05,
  minimumCount: 20,
  pendingMinutes: 0,
  coolDownMinutes: 30,
  noData: "keep",
};

/** What happens at each minute when these values are measured one after the other; null = nothing was measured. */
function run(policy: AlertPolicy, values: readonly (number | null)[]) {
  let state: AlertState = NEW_STATE;
  return values.map((value, minute) => {
    const decision = decideAlert(policy, state, { value, count: value === null ? 0 : 100 }, minute * MINUTE_MS);
    state = decision.state;
    return { kind: state.kind, event: decision.event?.kind ?? null };
  });
}
const events = (policy: AlertPolicy, values: readonly (number | null)[]) =>
  run(policy, values).flatMap(({ event }, minute) => (event ? [`${minute} ${event}`] : []));

describe("an alert rule", () => {
  it("fires when its threshold is crossed and resolves when the value has come back", () => {
    expect(events(POLICY, [0.01, 0.2, 0.3, 0.01, 0.01])).toEqual(["1 fired", "3 resolved"]);
  });

  it("judges nothing before there are enough measurements", () => {
    const few: Measurement = { value: 1, count: 19 };
    expect(readingOf(POLICY, few)).toBe("no_data");
    expect(decideAlert(POLICY, NEW_STATE, few, 0)).toEqual({ state: NEW_STATE, event: null });
    expect(decideAlert(POLICY, NEW_STATE, { value: 1, count: 20 }, 0).event).toEqual({ kind: "fired", value: 1 });
  });

  it("does not count a value exactly at the threshold as beyond it", () => {
    expect(readingOf(POLICY, { value: 0.1, count: 20 })).toBe("between");
    expect(readingOf({ ...POLICY, recoveryThreshold: null }, { value: 0.1, count: 20 })).toBe("recovered");
    expect(readingOf({ ...POLICY, comparison: "below", recoveryThreshold: null }, { value: 0.1, count: 20 })).toBe(
      "recovered",
    );
  });

  it("stays one alert while the value swings around the threshold, and counts the crossings", () => {
    expect(events(POLICY, [0.2, 0.07, 0.2, 0.07, 0.2, 0.01])).toEqual([
      "0 fired",
      "2 breached_again",
      "4 breached_again",
      "5 resolved",
    ]);
  });

  it("waits until the threshold has stayed crossed for as long as it was told to", () => {
    const patient = { ...POLICY, pendingMinutes: 3 };
    expect(events(patient, [0.2, 0.2, 0.01, 0.2, 0.2, 0.2, 0.2])).toEqual(["6 fired"]);
    expect(run(patient, [0.2, 0.2])).toEqual([
      { kind: "pending", event: null },
      { kind: "pending", event: null },
    ]);
  });

  it("does not fire again before its cool-down is over, and then at once when it is still bad", () => {
    const values = [0.2, 0.01, ...Array.from({ length: 35 }, () => 0.2)];
    expect(events(POLICY, values)).toEqual(["0 fired", "1 resolved", "30 fired"]);
  });

  it("keeps a firing alert when nothing is measured, or resolves it, as it was told to", () => {
    expect(events(POLICY, [0.2, null, null])).toEqual(["0 fired"]);
    expect(events({ ...POLICY, noData: "resolve" }, [0.2, null, null])).toEqual(["0 fired", "1 resolved"]);
  });

  it("watches for too little as well as for too much", () => {
    const quality: AlertPolicy = { ...POLICY, comparison: "below", threshold: 70, recoveryThreshold: 75 };
    expect(events(quality, [80, 60, 72, 76])).toEqual(["1 fired", "3 resolved"]);
  });

  it("fires and resolves at most once in any cool-down, whatever is measured", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 0.3, noNaN: true })), { maxLength: 300 }),
        fc.record({
          coolDownMinutes: fc.integer({ min: 1, max: 60 }),
          pendingMinutes: fc.integer({ min: 0, max: 10 }),
          noData: fc.constantFrom("keep" as const, "resolve" as const),
        }),
        (values, changes) => {
          const happened = run({ ...POLICY, ...changes }, values);
          for (const kind of ["fired", "resolved"]) {
            const minutes = happened.flatMap(({ event }, minute) => (event === kind ? [minute] : []));
            if (kind === "fired")
              for (const [index, minute] of minutes.entries())
                if (index > 0) expect(minute - minutes[index - 1]!).toBeGreaterThanOrEqual(changes.coolDownMinutes);
          }
          const told = happened.flatMap(({ event }) => (event === "fired" || event === "resolved" ? [event] : []));
          told.forEach((event, index) => expect(event).toBe(index % 2 === 0 ? "fired" : "resolved"));
        },
      ),
    );
  });
});
