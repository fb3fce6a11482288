import { readRoutedDecisions, timeWindow } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { nearestName } from "@/lib/platform/nearest-name";
import { notFound } from "@/lib/platform/errors";
import { taskStateOf } from "../task-state";
import type { WhatIf, WhatIfQuery } from "../what-if-schemas";
import { judgeChoices, type OtherPolicy } from "./judge-choices";

/** The newest ones tell most, and this many are judged in well under a second. */
const MAX_DECISIONS = 20_000;

/**
 * What another policy would have cost and brought on a task's past requests (default: of the last 30 days), from the
 * decisions and their exact propensities. Throws `not_found` for an unknown task or model.
 */
export async function whatIf(ctx: Ctx, query: WhatIfQuery): Promise<WhatIf> {
  requireScope(ctx, "read");
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  taskStateOf(snapshot, query.task);
  if (query.model !== undefined && !snapshot.models.has(query.model)) {
    const nearest = nearestName(query.model, [...snapshot.models.keys()]);
    throw notFound(`There is no model \`${query.model}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, {
      field: "model",
    });
  }
  const window = timeWindow({ ...query, period: query.period ?? "month" }, ctx.now());
  const read = await readRoutedDecisions(ctx, { task: query.task, window, limit: MAX_DECISIONS + 1 });
  const decisions = read.slice(0, MAX_DECISIONS);
  return {
    task: query.task,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    decisions: decisions.length,
    isCut: read.length > MAX_DECISIONS,
    ...judgeChoices(decisions, policyOf(query)),
  };
}

function policyOf({ strategy, model, minQuality, maxCostUsd }: WhatIfQuery): OtherPolicy {
  const limits = { minQuality, maxCostUsd };
  // The schema demands one of the two.
  return model === undefined ? { strategy: strategy!, ...limits } : { model, ...limits };
}
