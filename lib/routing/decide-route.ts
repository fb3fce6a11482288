import type { RouteCandidate, RouteChoice, RouteRanking } from "@/lib/executions/schemas";
import type { OrganizationSnapshot } from "@/lib/registry";
import type { Strategy } from "@/lib/registry/schemas";
import { chooseModel, type Choice, type Ranking } from "./policy";
import { rankForTask, type RankQuestion } from "./rank-for-task";
import type { OrganizationHistory } from "./route-history";

export type RouteQuestion = Omit<RankQuestion, "strategy" | "isModelNamed"> & {
  /** What the caller asked for; it wins over the task's configuration. */
  strategy?: Strategy | undefined;
  /** The model that the caller named; null = the router chooses. */
  requestedModel: string | null;
  /** Uniform on [0, 1). */
  draw: number;
};

export type RouteAnswer =
  | {
      isRouted: true;
      choice: RouteChoice;
      ranking: RouteRanking;
      /** All eligible models, also those that are not kept with the execution. */
      candidates: readonly RouteCandidate[];
      /** The circuits of all models are open, and the chosen one is tried once all the same. */
      isLastChance: boolean;
    }
  /** `ranking.excluded` tells for every model why it cannot serve the request. */
  | { isRouted: false; reason: string; ranking: RouteRanking };

/** Models tried after the chosen one failed. */
const MAX_FALLBACKS = 3;

/** Chooses the model for a request from what is in memory; see README.md. */
export function decideRoute(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  question: RouteQuestion,
): RouteAnswer {
  const { configuration } = question.state;
  const { requestedModel } = question;
  const strategy = question.strategy ?? configuration.strategy;
  const fixed = requestedModel ?? configuration.model;
  // A fixed model is chosen in any case; the call itself then respects its circuit.
  const asked = { ...question, strategy, isModelNamed: requestedModel !== null };
  const ranked = rankForTask(snapshot, history, fixed ? { ...asked, blocked: undefined } : asked);
  // Without a cheaper model that is well, the usual one serves: see decide-cheaper-route.ts.
  const mayTryBlocked = !fixed && question.cheaperThan === undefined;
  const isLastChance = mayTryBlocked && ranked.candidates.length === 0 && (question.blocked?.size ?? 0) > 0;
  const ranking = isLastChance ? rankForTask(snapshot, history, { ...asked, blocked: undefined }) : ranked;
  const mode = requestedModel ? "requested" : configuration.model ? "pinned" : "routed";
  const choice = fixed
    ? fixedChoice(fixed, ranking)
    : chooseModel(ranking.candidates, isLastChance ? 0 : configuration.explorationShare, question.draw);
  if (!choice) return { isRouted: false, reason: whyNone(fixed, question, ranking), ranking: ranking.stored };
  return {
    isRouted: true,
    choice: {
      mode,
      strategy,
      model: choice.model,
      reason: isLastChance ? LAST_CHANCE : explain(choice, mode, strategy, ranking),
      propensity: choice.propensity,
      isExploration: choice.isExploration,
      // One attempt at a service that is down is enough.
      fallbacks: isLastChance ? [] : fallbacksOf(choice, configuration.fallbacks, ranking, mode),
    },
    ranking: ranking.stored,
    candidates: ranking.candidates,
    isLastChance,
  };
}

const LAST_CHANCE = "The circuits of all eligible models are open; the best of them is tried once all the same";

function fixedChoice(model: string, ranking: Ranking): Choice | null {
  const isEligible = ranking.candidates.some((candidate) => candidate.model === model);
  return isEligible ? { model, propensity: 1, isExploration: false } : null;
}

function whyNone(fixed: string | null, question: RouteQuestion, ranking: Ranking): string {
  if (fixed) {
    const reason = ranking.excluded.find(({ model }) => model === fixed)?.reason ?? "it is not in the catalogue";
    return `The model ${fixed} cannot serve this request: ${reason}`;
  }
  const { task } = question.state;
  if (task.kind === "classification") {
    return `No model can serve the task ${task.slug} yet: import labelled examples and train one (Training, or POST /api/v1/training/import)`;
  }
  return `No model can serve the task ${task.slug}: add a provider key (Settings, Providers), or relax the constraints`;
}

const STRATEGY_WORDS = {
  best_quality: "the highest expected quality",
  best_cost: "the lowest expected cost",
  balanced: "the best balance of quality, cost and speed",
  fastest: "the lowest median latency",
} as const satisfies Record<Strategy, string>;

function explain(choice: Choice, mode: RouteChoice["mode"], strategy: Strategy, ranking: Ranking): string {
  if (mode === "requested") return "The caller named this model";
  if (mode === "pinned") return "The task's configuration names this model";
  const count = ranking.candidates.length;
  if (count === 1) return "It is the only eligible model";
  const distinction = `${STRATEGY_WORDS[strategy]} of ${count} eligible models`;
  if (!choice.isExploration) return `It has ${distinction}`;
  return `Tried to learn how good it is; ${ranking.candidates[0]!.model} has ${distinction}`;
}

/** The configuration's own fallbacks that could serve the request, then the next best. None of the latter for a named model. */
function fallbacksOf(
  choice: Choice,
  configured: readonly string[],
  ranking: Ranking,
  mode: RouteChoice["mode"],
): string[] {
  const isEligible = (model: string) => ranking.candidates.some((candidate) => candidate.model === model);
  const wanted = configured.filter(isEligible);
  const others = mode === "requested" ? [] : ranking.candidates.slice(0, MAX_FALLBACKS + 1).map(({ model }) => model);
  return [...new Set([...wanted, ...others])].filter((model) => model !== choice.model).slice(0, MAX_FALLBACKS);
}
