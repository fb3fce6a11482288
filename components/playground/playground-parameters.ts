import {
  createLoader,
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { STRATEGIES } from "@/lib/registry/words";
import type { RecommendInput } from "@/lib/routing/schemas";

/** Models that one request may be compared with. */
export const MAX_COMPARED = 4;

/** What of the playground lies in its address: everything but the text. */
export const playgroundParsers = {
  task: parseAsString,
  strategy: parseAsStringLiteral(STRATEGIES),
  minQuality: parseAsFloat,
  maxCostUsd: parseAsFloat,
  maxLatencyMs: parseAsFloat,
  compare: parseAsArrayOf(parseAsString).withDefault([]),
};

export const loadPlaygroundParameters = createLoader(playgroundParsers);

export type PlaygroundParameters = inferParserType<typeof playgroundParsers>;

type Limits = Pick<PlaygroundParameters, "strategy" | "minQuality" | "maxCostUsd" | "maxLatencyMs">;

/** Strategy and constraints as the API takes them. Unset limits are left out. */
export function routingOf({ strategy, minQuality, maxCostUsd, maxLatencyMs }: Limits): Omit<RecommendInput, "task"> {
  const constraints = {
    ...(minQuality !== null && { minQuality }),
    ...(maxCostUsd !== null && { maxCostUsd }),
    ...(maxLatencyMs !== null && { maxLatencyMs }),
  };
  return { ...(strategy && { strategy }), ...(Object.keys(constraints).length > 0 && { constraints }) };
}

/** The question whose answer is shown before anything is sent. */
export const recommendInputOf = (task: string, limits: Limits, input: string): RecommendInput => ({
  task,
  ...routingOf(limits),
  ...(input && { input }),
});
