import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { CostFilters } from "@/lib/client/costs";
import { COST_DIMENSIONS, EXECUTION_SOURCES } from "@/lib/executions/words";

export type CostDimension = (typeof COST_DIMENSIONS)[number];

/** What of the costs page lies in its address, besides the time range. */
export const costParsers = {
  by: parseAsStringLiteral(COST_DIMENSIONS).withDefault("model"),
  task: parseAsString,
  model: parseAsString,
  source: parseAsStringLiteral(EXECUTION_SOURCES),
  /** Name of the tags to show. */
  tag: parseAsString,
};

export type CostParameters = inferParserType<typeof costParsers>;

export const loadCostParameters = createLoader(costParsers);

/** Counted for the whole organization, at coarser times: the API narrows them by source alone. */
export const isLabel = (by: CostDimension): boolean => by === "user" || by === "key" || by === "tag";

/** Filters as the API takes them with this dimension: what is not set, or does not apply, is left out. */
export const costFiltersOf = ({ by, task, model, source, tag }: CostParameters): CostFilters => ({
  ...(task && !isLabel(by) && { task: task.slice(0, 100) }),
  ...(model && !isLabel(by) && { model: model.slice(0, 200) }),
  ...(source && { source }),
  ...(tag && by === "tag" && { tag: tag.slice(0, 60) }),
});
