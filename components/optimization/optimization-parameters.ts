import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { OPTIMIZATION_TYPES } from "@/lib/optimization/words";

export const OPTIMIZATION_TABS = ["optimize", "benchmark", "config", "recommendations", "savings"] as const;

/** What of the page lies in its address. */
export const optimizationParsers = {
  tab: parseAsStringLiteral(OPTIMIZATION_TABS).withDefault("optimize"),
  task: parseAsString,
  type: parseAsStringLiteral(OPTIMIZATION_TYPES).withDefault("cost_reduction"),
};

export const loadOptimizationParameters = createLoader(optimizationParsers);
