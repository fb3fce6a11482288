import type { OrganizationSnapshot } from "@/lib/registry";
import { decideRoute, type RouteAnswer, type RouteQuestion } from "./decide-route";
import type { OrganizationHistory } from "./route-history";

type Routed = Extract<RouteAnswer, { isRouted: true }>;

/**
 * The route when only models that are expected to cost less than the usual choice may serve, whoever named that one:
 * the caller, the task or the router. The task's strategy and constraints stay. null when there is none.
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
    // Any known price is better than an unknown one.
    cheaperThanUsd: expectedCost(usual) ?? Infinity,
  });
  return answer.isRouted ? answer : null;
}

/** Whether another eligible model would cost more, so that the usual choice is a cheaper one by itself. */
export function isCheaperThanOthers(usual: Routed): boolean {
  const own = expectedCost(usual);
  return own !== null && usual.candidates.some(({ costUsd }) => costUsd !== null && costUsd > own);
}

/** US dollars; null when unknown. */
const expectedCost = ({ choice, candidates }: Routed): number | null =>
  candidates.find(({ model }) => model === choice.model)?.costUsd ?? null;
