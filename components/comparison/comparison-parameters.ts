import { createLoader, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { EXECUTION_SOURCES } from "@/lib/executions/words";

/** What of the comparison lies in its address, besides the time range. */
export const comparisonParsers = {
  /** (Default: the busiest one) */
  task: parseAsString,
  /** Models to show, each once. (Default: the busiest four) */
  model: parseAsNativeArrayOf(parseAsString),
  source: parseAsStringLiteral(EXECUTION_SOURCES),
};

export const loadComparisonParameters = createLoader(comparisonParsers);
