import { invalidInput } from "@/lib/platform/errors";
import { DEFAULT_STEPS, type DeployInput, type DeploymentPlan, type GateLimits } from "./schemas";

const DAY_MINUTES = 24 * 60;

const ALL_GATES: GateLimits = {
  quality: { margin: 0.05 },
  errors: { margin: 0.02 },
  latency: { ratio: 1.5 },
  cost: { ratio: 1.5 },
};
const GATES_OF = {
  immediate: { quality: null, errors: null, latency: null, cost: null },
  rollout: { ...ALL_GATES, quality: null, latency: null, cost: null },
  canary: ALL_GATES,
  // The winner has to be better, and must not fail, wait or cost more than allowed.
  ab_test: { ...ALL_GATES, quality: { margin: 0 } },
} as const satisfies Record<string, GateLimits>;

/** The plan with every default filled in. Throws `invalid_input` for steps that do not lead to everything. */
export function planOf(input: DeployInput): DeploymentPlan {
  const { strategy, steps = [...DEFAULT_STEPS[strategy]], gates = {} } = input;
  requireSoundSteps(strategy, steps);
  const isProved = strategy === "canary" || strategy === "ab_test";
  const stepMinutes = input.stepMinutes ?? (strategy === "canary" ? 10 : 60);
  const maxDays = strategy === "ab_test" ? 14 : 7;
  const maxStepMinutes = input.maxStepMinutes ?? Math.max(maxDays * DAY_MINUTES, 2 * stepMinutes);
  if (maxStepMinutes < stepMinutes) {
    throw invalidInput("`maxStepMinutes` is at least `stepMinutes`", { field: "maxStepMinutes" });
  }
  return {
    strategy,
    steps: steps.map((percent) => percent / 100),
    stepMinutes,
    maxStepMinutes,
    minSample: input.minSample ?? (isProved ? 50 : 0),
    minJudged: input.minJudged ?? 30,
    gates: { ...GATES_OF[strategy], ...withoutUndefined(gates) },
  };
}

function requireSoundSteps(strategy: DeployInput["strategy"], steps: readonly number[]): void {
  const fault = (message: string) => invalidInput(message, { field: "steps" });
  if (steps.some((step, index) => index > 0 && step <= steps[index - 1]!)) {
    throw fault("`steps` are shares in per cent that grow from each to the next");
  }
  if (steps.at(-1) !== 100) throw fault("The last of `steps` is 100: the new version serves everything in the end");
  if (strategy === "immediate" && steps.length > 1) {
    throw fault("`immediate` has no steps: use `rollout` or `canary`, or leave `steps` out");
  }
  if (strategy === "ab_test" && (steps.length !== 2 || steps[0] === 0)) {
    throw fault("An A/B test has one share before 100, such as `[50, 100]`");
  }
}

function withoutUndefined(gates: Partial<GateLimits>): Partial<GateLimits> {
  return Object.fromEntries(Object.entries(gates).filter(([, limit]) => limit !== undefined));
}
