import type { CostSums, TokenSums } from "./schemas";

export const NO_COSTS: CostSums = Object.freeze({
  count: 0,
  costUsd: 0,
  unpricedCount: 0,
  tokens: Object.freeze({ fresh: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }),
});

export const addCosts = (a: CostSums, b: CostSums): CostSums => combine(a, b, 1);
export const subtractCosts = (a: CostSums, b: CostSums): CostSums => combine(a, b, -1);

function combine(a: CostSums, b: CostSums, sign: 1 | -1): CostSums {
  const token = (name: keyof TokenSums) => a.tokens[name] + sign * b.tokens[name];
  return {
    count: a.count + sign * b.count,
    costUsd: a.costUsd + sign * b.costUsd,
    unpricedCount: a.unpricedCount + sign * b.unpricedCount,
    tokens: {
      fresh: token("fresh"),
      cacheRead: token("cacheRead"),
      cacheWrite: token("cacheWrite"),
      output: token("output"),
      reasoning: token("reasoning"),
    },
  };
}
