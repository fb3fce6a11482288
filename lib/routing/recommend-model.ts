import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { Capability, TaskKind } from "@/lib/registry/schemas";
import { tokensOfCharacters } from "./estimate-tokens";
import { decideRoute } from "./decide-route";
import { rankForTask } from "./rank-for-task";
import type { Recommendation, RecommendInput } from "./schemas";
import { taskStateOf } from "./task-state";

const CAPABILITY_OF_KIND = {
  generation: "chat",
  classification: "classification",
  retrieval: "search",
} as const satisfies Record<TaskKind, Capability>;

/** Which model the router would take, with every candidate and why the others are out. Nothing is called or explored. */
export async function recommendModel(ctx: Ctx, input: RecommendInput): Promise<Recommendation> {
  requireScope(ctx, "read");
  return recommendNow(ctx, input);
}

/** The same for a verb that has asked its caller for another scope. */
export async function recommendNow(ctx: Ctx, input: RecommendInput): Promise<Recommendation> {
  const { registry, routeHistory, circuits } = ctx.runtime;
  await registry.ensureLoaded(ctx.organizationId);
  await routeHistory.refresh(ctx.organizationId);
  const snapshot = registry.get(ctx.organizationId);
  const history = routeHistory.get(ctx.organizationId);
  const state = taskStateOf(snapshot, input.task);
  const strategy = input.strategy ?? state.configuration.strategy;
  const question = {
    state,
    strategy,
    constraints: input.constraints,
    requestedModel: null,
    blocked: circuits.blocked(ctx.organizationId),
    size: { inputTokens: tokensOfCharacters(input.input?.length ?? 0), maxOutputTokens: null },
    requiredCapabilities: [CAPABILITY_OF_KIND[state.task.kind]],
    draw: 1,
  };
  const answer = decideRoute(snapshot, history, question);
  const { candidates, excluded } = rankForTask(snapshot, history, { ...question, isModelNamed: false });
  return {
    model: answer.isRouted ? answer.choice.model : null,
    reason: answer.isRouted ? answer.choice.reason : answer.reason,
    strategy,
    candidates: [...candidates, ...excluded.map(({ model, reason }) => ({ model, excluded: reason }))],
  };
}
