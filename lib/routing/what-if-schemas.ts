import { z } from "zod";
import { windowFields } from "@/lib/executions/schemas";
import { ModelSlug, Strategy, TaskSlug } from "@/lib/registry/schemas";
import type { OffPolicyValue, ValueEstimate } from "./off-policy/estimate-value";

export type { OffPolicyValue, ValueEstimate };

/** Another way to choose: a strategy, or always one model. */
export const WhatIfQuery = z
  .object({
    task: TaskSlug,
    strategy: Strategy.optional(),
    model: ModelSlug.optional(),
    /** Only models whose expected quality is at least this, 0–100. */
    minQuality: z.coerce.number().min(0).max(100).optional(),
    /** Only models whose expected cost of the request is at most this, US dollars. */
    maxCostUsd: z.coerce.number().min(0).max(1_000).optional(),
    ...windowFields,
  })
  .refine(({ strategy, model }) => (strategy === undefined) !== (model === undefined), {
    error: "name either a `strategy` or a `model`",
    path: ["strategy"],
  });
export type WhatIfQuery = z.infer<typeof WhatIfQuery>;

/** What came of the decisions, and what would have come of the other policy's, on the same requests. */
export type WhatIfMeasure = {
  actual: ValueEstimate;
  other: OffPolicyValue;
};

export type WhatIf = {
  task: string;
  from: string;
  to: string;
  /** Decisions in the window in which the router was free, at most the newest 20,000. */
  decisions: number;
  /** There were more than were read. */
  isCut: boolean;
  /** Those of `decisions` that can tell of the other policy: what it would have chosen could have been chosen. */
  comparable: number;
  /** Of the comparable ones, where both choose the same, 0–1; null without any. */
  agreementShare: number | null;
  /** How the comparable decisions went, and how the other policy would have chosen. Most chosen first. */
  models: { model: string; actualShare: number; otherShare: number }[];
  /** Scale 0–100, of scored answers; null when none was scored. */
  quality: WhatIfMeasure | null;
  /** US dollars a request. */
  costUsd: WhatIfMeasure | null;
  /** Milliseconds a request, answered ones. */
  latencyMs: WhatIfMeasure | null;
  /** Share of whole answers, 0–1. */
  successRate: WhatIfMeasure | null;
};
