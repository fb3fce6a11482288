import { describe, expect, it } from "vitest";
import { planOf } from "./plan-of";
import { decide, objection, type PersonAction } from "./policy";
import { DeployInput, type DeploymentState, type Gate, type GateName } from "./schemas";

const MINUTE = 60_000;
const START = Date.parse("2026-01-01T00:00:00Z");
const plan = planOf(DeployInput.parse({ strategy: "canary", stepMinutes: 10, maxStepMinutes: 60 }));

function running(step: number): DeploymentState {
  const since = new Date(START).toISOString();
  return { status: "running", step, share: plan.steps[step]!, since, stepStarts: [since] };
}
const paused = (step: number): DeploymentState => ({
  ...(running(step) as Extract<DeploymentState, { status: "running" }>),
  status: "paused",
  reason: "",
  pausedAt: new Date(START).toISOString(),
});
const gate = (name: GateName, verdict: Gate["verdict"]): Gate => ({
  gate: name,
  verdict,
  baseline: null,
  candidate: null,
  baselineCount: 0,
  candidateCount: 0,
  difference: null,
  explanation: `${name} ${verdict}.`,
});
const ALL_PASSED = [gate("sample", "passed"), gate("quality", "passed"), gate("errors", "passed")];

describe("a deployment", () => {
  it("takes the next step when its time is over and nothing speaks against it", () => {
    expect(decide(running(0), plan, ALL_PASSED, START + 10 * MINUTE)).toEqual({ action: "advance", step: 1 });
  });

  it("never takes a step before its time", () => {
    expect(decide(running(0), plan, ALL_PASSED, START + 10 * MINUTE - 1)).toEqual({ action: "wait" });
  });

  it("goes on at small shares while quality is not proved yet, but not to everything", () => {
    const unproved = [gate("sample", "passed"), gate("quality", "waiting")];
    expect(decide(running(1), plan, unproved, START + 20 * MINUTE)).toEqual({ action: "advance", step: 2 });
    expect(decide(running(2), plan, unproved, START + 20 * MINUTE)).toEqual({ action: "wait" });
  });

  it("is promoted after the last share with every gate passed", () => {
    expect(decide(running(2), plan, ALL_PASSED, START + 10 * MINUTE)).toEqual({ action: "promote" });
  });

  it("waits for its sample at every share", () => {
    const few = [gate("sample", "waiting"), gate("quality", "passed")];
    expect(decide(running(0), plan, few, START + 20 * MINUTE)).toEqual({ action: "wait" });
  });

  it("is rolled back by a failed gate at once, with the reason, also before its time and while it is paused", () => {
    const failed = [gate("sample", "passed"), gate("errors", "failed")];
    const back = { action: "roll_back", reason: "errors failed." };
    expect(decide(running(0), plan, failed, START + 1)).toEqual(back);
    expect(decide(paused(1), plan, failed, START + 1)).toEqual(back);
  });

  it("pauses and says what is missing when it does not prove itself in time", () => {
    const unproved = [gate("sample", "passed"), gate("quality", "waiting")];
    expect(decide(running(2), plan, unproved, START + 60 * MINUTE)).toEqual({
      action: "pause",
      reason: "It did not prove itself in time. quality waiting.",
    });
  });

  it("keeps the version in service when an A/B test has no winner in time", () => {
    const test = planOf(DeployInput.parse({ strategy: "ab_test", maxStepMinutes: 100 }));
    const unproved = [gate("sample", "passed"), gate("quality", "waiting")];
    expect(decide(running(0), test, unproved, START + 99 * MINUTE)).toEqual({ action: "wait" });
    expect(decide(running(0), test, unproved, START + 100 * MINUTE)).toEqual({
      action: "roll_back",
      reason: "No winner in time, so the version that was in service stays. quality waiting.",
    });
    expect(decide(running(0), test, ALL_PASSED, START + 60 * MINUTE)).toEqual({ action: "promote" });
  });

  it("stays paused until a person says otherwise", () => {
    expect(decide(paused(0), plan, ALL_PASSED, START + 1_000 * MINUTE)).toEqual({ action: "wait" });
  });

  it("does nothing once it is over", () => {
    const at = new Date(START).toISOString();
    const over: DeploymentState[] = [
      { status: "succeeded", at },
      { status: "rolled_back", at, reason: "", isAutomatic: true },
      { status: "aborted", at, reason: "" },
      { status: "superseded", at, reason: "" },
    ];
    for (const state of over) {
      expect(decide(state, plan, [gate("errors", "failed")], START + 99 * MINUTE)).toEqual({ action: "wait" });
    }
  });
});

describe("what a person may do", () => {
  const at = new Date(START).toISOString();
  const states: DeploymentState[] = [
    running(0),
    paused(0),
    { status: "succeeded", at },
    { status: "rolled_back", at, reason: "", isAutomatic: false },
    { status: "aborted", at, reason: "" },
    { status: "superseded", at, reason: "" },
  ];
  const allowed = (action: PersonAction) =>
    states.filter((state) => objection(state, action) === null).map(({ status }) => status);

  it("depends on the state, and success can be undone", () => {
    expect(allowed("pause")).toEqual(["running"]);
    expect(allowed("resume")).toEqual(["paused"]);
    expect(allowed("abort")).toEqual(["running", "paused"]);
    expect(allowed("promote")).toEqual(["running", "paused"]);
    expect(allowed("roll_back")).toEqual(["running", "paused", "succeeded"]);
  });
});

describe("a plan", () => {
  it("has the usual steps of its strategy", () => {
    expect(planOf(DeployInput.parse({})).steps).toEqual([0.01, 0.05, 0.25, 1]);
    expect(planOf(DeployInput.parse({ strategy: "rollout" })).steps).toEqual([0.1, 0.25, 0.5, 1]);
    expect(planOf(DeployInput.parse({ strategy: "immediate" })).steps).toEqual([1]);
    expect(planOf(DeployInput.parse({ strategy: "ab_test" })).steps).toEqual([0.5, 1]);
  });

  it("is refused with the field when its steps do not grow, do not end with everything, or stay too long", () => {
    for (const [input, field] of [
      [{ steps: [5, 5, 100] }, "steps"],
      [{ steps: [50, 25, 100] }, "steps"],
      [{ steps: [1, 5] }, "steps"],
      [{ strategy: "immediate", steps: [1, 100] }, "steps"],
      [{ strategy: "ab_test", steps: [10, 50, 100] }, "steps"],
      [{ strategy: "ab_test", steps: [0, 100] }, "steps"],
      [{ strategy: "ab_test", steps: [100] }, "steps"],
      [{ stepMinutes: 100, maxStepMinutes: 50 }, "maxStepMinutes"],
    ] as const) {
      expect(() => planOf(DeployInput.parse(input))).toThrow(expect.objectContaining({ code: "invalid_input", field }));
    }
  });

  it("can begin in shadow and switch gates off", () => {
    const shadow = planOf(DeployInput.parse({ steps: [0, 10, 100], gates: { cost: null } }));
    expect(shadow.steps).toEqual([0, 0.1, 1]);
    expect(shadow.gates.cost).toBeNull();
    expect(shadow.gates.quality).toEqual({ margin: 0.05 });
  });
});
