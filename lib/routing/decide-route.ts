import type { RouteDecision } from "@/lib/executions/schemas";
import type { OrganizationSnapshot, TaskState } from "@/lib/registry";
import type { Capability, Constraints, Strategy } from "@/lib/registry/schemas";
import { modelFacts } from "./model-facts";
import { chooseModel, rankModels, type Choice, type Ranking, type RequestSize } from "./policy";
import type { OrganizationHistory } from "./route-history";

export type RouteQuestion = {
  state: TaskState;
  /** What the caller asked for; it wins over the task's configuration. */
  strategy?: Strategy | undefined;
  constraints?: Constraints | undefined;
  /** The model that the caller named; null = the router chooses. */
  requestedModel: string | null;
  size: RequestSize;
  /** What the request needs: `chat`, `classification` or `embeddings`, and tools, images, a schema. */
  requiredCapabilities: readonly Capability[];
  /** Uniform on [0, 1). */
  draw: number;
};

export type RouteAnswer =
  | { isRouted: true; decision: RouteDecision }
  /** `excluded` tells for every model why it cannot serve the request. */
  | { isRouted: false; reason: string; excluded: RouteDecision["excluded"] };

/** Models tried after the chosen one failed. */
const MAX_FALLBACKS = 3;
/** Candidates kept with an execution: enough to see why, small enough to store with each. */
const MAX_STORED_CANDIDATES = 12;

/** Chooses the model for a request from what is in memory; see README.md. */
export function decideRoute(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  question: RouteQuestion,
): RouteAnswer {
  const { configuration } = question.state;
  const strategy = question.strategy ?? configuration.strategy;
  const ranking = rankForTask(snapshot, history, question, strategy);
  const fixed = question.requestedModel ?? configuration.model;
  const mode = question.requestedModel ? "requested" : configuration.model ? "pinned" : "routed";
  const choice = fixed
    ? fixedChoice(fixed, ranking)
    : chooseModel(ranking.candidates, configuration.explorationShare, question.draw);
  const excluded = groupByReason(ranking.excluded);
  if (!choice) return { isRouted: false, reason: whyNone(fixed, question, ranking), excluded };
  return {
    isRouted: true,
    decision: {
      mode,
      strategy,
      model: choice.model,
      reason: explain(choice, mode, strategy, ranking),
      propensity: choice.propensity,
      isExploration: choice.isExploration,
      candidates: ranking.candidates.slice(0, MAX_STORED_CANDIDATES),
      excluded,
      fallbacks: fallbacksOf(choice, configuration.fallbacks, ranking, mode),
    },
  };
}

/** All models ranked for the task, before one is chosen. */
export function rankForTask(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  question: Pick<RouteQuestion, "state" | "constraints" | "requestedModel" | "size" | "requiredCapabilities">,
  strategy: Strategy,
): Ranking {
  const { configuration } = question.state;
  return rankModels(modelFacts(snapshot, history, question.state), {
    strategy,
    constraints: { ...configuration.constraints, ...question.constraints },
    size: question.size,
    requiredCapabilities: question.requiredCapabilities,
    allowedModels: question.requestedModel ? null : configuration.candidates,
  });
}

function fixedChoice(model: string, ranking: Ranking): Choice | null {
  const isEligible = ranking.candidates.some((candidate) => candidate.model === model);
  return isEligible ? { model, propensity: 1, isExploration: false } : null;
}

function groupByReason(excluded: Ranking["excluded"]): RouteDecision["excluded"] {
  const groups = new Map<string, string[]>();
  for (const { model, reason } of excluded) {
    const models = groups.get(reason);
    if (models) models.push(model);
    else groups.set(reason, [model]);
  }
  return [...groups].map(([reason, models]) => ({ reason, models }));
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

function explain(choice: Choice, mode: RouteDecision["mode"], strategy: Strategy, ranking: Ranking): string {
  if (mode === "requested") return "The caller named this model";
  if (mode === "pinned") return "The task's configuration names this model";
  const count = ranking.candidates.length;
  const among = count === 1 ? "the only eligible model" : `${STRATEGY_WORDS[strategy]} of ${count} eligible models`;
  if (!choice.isExploration) return count === 1 ? "It is the only eligible model" : `It has ${among}`;
  const best = ranking.candidates[0]!.model;
  return `Tried to learn how good it is; ${best} has ${STRATEGY_WORDS[strategy]} of ${count} eligible models`;
}

/** The configuration's own fallbacks that could serve the request, then the next best. None for a named model. */
function fallbacksOf(
  choice: Choice,
  configured: readonly string[],
  ranking: Ranking,
  mode: RouteDecision["mode"],
): string[] {
  const eligible = ranking.candidates.map((candidate) => candidate.model);
  const wanted = configured.filter((model) => eligible.includes(model));
  const order = mode === "requested" ? wanted : [...wanted, ...eligible];
  return [...new Set(order)].filter((model) => model !== choice.model).slice(0, MAX_FALLBACKS);
}
