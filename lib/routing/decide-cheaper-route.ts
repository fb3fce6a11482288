import type { OrganizationSnapshot } from "@/lib/registry";
import { decideRoute, type RouteAnswer, type RouteQuestion } from "./decide-route";
import { modelFacts } from "./model-facts";
import type { OrganizationHistory } from "./route-history";

type Routed = Extract<RouteAnswer, { isRouted: true }>;

/**
 * The route when only models that cost less than the usual choice for an answer of the same length may serve, whoever
 * named that one: the caller, the task or the router. The task's strategy and constraints stay. null when there is none.
 */
export function decideCheaperRoute(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  question: RouteQuestion,
  usual: Routed,
): Routed | null {
  const { state } = question;
  const answer = decideRoute(snapshot, history, {
    ...question,
    requestedModel: null,
    state: { ...state, configuration: { ...state.configuration, model: null } },
    cheaperThan: usual.choice.model,
  });
  return answer.isRouted ? answer : null;
}

/** Whether another eligible model would cost more, so that the usual choice is a cheaper one by itself. */
export function isCheaperThanOthers(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  { state, size }: RouteQuestion,
  { choice, candidates }: Routed,
): boolean {
  const eligible = new Set(candidates.map(({ model }) => model));
  const facts = modelFacts(snapshot, history, state).filter(({ slug }) => eligible.has(slug));
  const own = facts.find(({ slug }) => slug === choice.model)?.equalCostOf(size) ?? Infinity;
  return facts.some(({ equalCostOf }) => (equalCostOf(size) ?? 0) > own);
}
