import { z } from "zod";
import type { RouteCandidate } from "@/lib/executions/schemas";
import { Constraints, Strategy, TaskSlug } from "@/lib/registry/schemas";

export * from "./policy-schemas";
export * from "./what-if-schemas";

export const RecommendInput = z.object({
  task: TaskSlug,
  /** (Default: the task's own strategy.) */
  strategy: Strategy.optional(),
  /** Added to the task's own; the stated ones win. */
  constraints: Constraints.optional(),
  /** What would be sent, so that its size counts. */
  input: z.string().max(1_000_000).optional(),
});
export type RecommendInput = z.infer<typeof RecommendInput>;

export type Recommendation = {
  /** null when no model fits; `reason` says why. */
  model: string | null;
  reason: string;
  strategy: Strategy;
  /** Eligible models best first, then the excluded ones with their reason. */
  candidates: (Partial<RouteCandidate> & { model: string; excluded?: string })[];
};
