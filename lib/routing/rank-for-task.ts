import { createHash } from "node:crypto";
import type { RouteRanking } from "@/lib/executions/schemas";
import type { OrganizationSnapshot, TaskState } from "@/lib/registry";
import type { Capability, Constraints, Strategy } from "@/lib/registry/schemas";
import { modelFacts } from "./model-facts";
import { rankModels, type ModelFacts, type Ranking, type RequestSize } from "./policy";
import type { OrganizationHistory } from "./route-history";

export type RankQuestion = {
  state: TaskState;
  strategy: Strategy;
  /** What the caller asked for; it wins over the task's configuration. */
  constraints?: Constraints | undefined;
  /** The task's list of candidates does not bind a caller who names a model. */
  isModelNamed: boolean;
  size: RequestSize;
  /** Why models get no requests now, by slug: their circuits are open. */
  blocked?: ReadonlyMap<string, string> | undefined;
  /** Only models that cost less than this one for an answer of the same length. */
  cheaperThan?: string | undefined;
  /** What the request needs: `chat`, `classification` or `embeddings`, and tools, images, a schema. */
  requiredCapabilities: readonly Capability[];
};

export type TaskRanking = Ranking & {
  /** The part that is kept with executions. */
  stored: RouteRanking;
};

/** Candidates kept with an execution: enough to see why, small enough to store. */
const MAX_STORED_CANDIDATES = 12;
/** Rankings remembered per state of the registry and the history. */
const MAX_REMEMBERED = 1_000;

const NOTHING_BLOCKED: ReadonlyMap<string, string> = new Map();

type Rankings = Map<string, TaskRanking>;

/**
 * By the facts they were made of: new facts are a new list, and the old rankings go with the old one. And by the
 * configuration, because an experiment or a trial serves the same task with others.
 */
const remembered = new WeakMap<readonly ModelFacts[], WeakMap<TaskState["configuration"], Rankings>>();

/**
 * All models ranked for a task, from what is in memory. Requests that differ only a little in size share a ranking:
 * the size is rounded up by at most 19 %, far less than the guess of its tokens is off.
 */
export function rankForTask(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  question: RankQuestion,
): TaskRanking {
  const facts = modelFacts(snapshot, history, question.state);
  const rankings = rankingsOf(facts, question.state.configuration);
  const size = {
    inputTokens: roundedUp(question.size.inputTokens),
    maxOutputTokens: question.size.maxOutputTokens === null ? null : roundedUp(question.size.maxOutputTokens),
  };
  const key = keyOf(question, size);
  const known = rankings.get(key);
  if (known) return known;
  const ranking = rank(facts, question, size, snapshot.organizationId);
  if (rankings.size >= MAX_REMEMBERED) rankings.clear();
  rankings.set(key, ranking);
  return ranking;
}

function rankingsOf(facts: readonly ModelFacts[], configuration: TaskState["configuration"]): Rankings {
  const byConfiguration = remembered.get(facts) ?? new WeakMap<TaskState["configuration"], Rankings>();
  remembered.set(facts, byConfiguration);
  const rankings = byConfiguration.get(configuration) ?? new Map<string, TaskRanking>();
  byConfiguration.set(configuration, rankings);
  return rankings;
}

/** The next power of the fourth root of two. */
const roundedUp = (tokens: number): number => Math.ceil(2 ** (Math.ceil(4 * Math.log2(Math.max(1, tokens))) / 4));

function keyOf(question: RankQuestion, size: RequestSize): string {
  const { strategy, constraints, isModelNamed, requiredCapabilities } = question;
  const asked = constraints ? JSON.stringify(constraints) : "";
  const blocked = question.blocked?.size ? JSON.stringify([...question.blocked]) : "";
  return `${strategy}|${isModelNamed}|${size.inputTokens}|${size.maxOutputTokens}|${requiredCapabilities.join()}|${asked}|${question.cheaperThan ?? ""}|${blocked}`;
}

function rank(
  facts: readonly ModelFacts[],
  question: RankQuestion,
  size: RequestSize,
  organizationId: string,
): TaskRanking {
  const { configuration } = question.state;
  const ranking = rankModels(facts, {
    strategy: question.strategy,
    constraints: { ...configuration.constraints, ...question.constraints },
    size,
    requiredCapabilities: question.requiredCapabilities,
    allowedModels: question.isModelNamed ? null : configuration.candidates,
    blocked: question.blocked ?? NOTHING_BLOCKED,
    cheaperThanUsd: question.cheaperThan === undefined ? null : equalCost(facts, question.cheaperThan, size),
  });
  const content = {
    candidates: ranking.candidates.slice(0, MAX_STORED_CANDIDATES),
    excluded: groupByReason(ranking.excluded),
  };
  // Two organizations may rank alike, and each keeps its own: what is stored for one is not there for the other.
  const id = createHash("sha256").update(organizationId).update(JSON.stringify(content)).digest("hex").slice(0, 32);
  return { ...ranking, stored: { id, ...content } };
}

/** US dollars. Any known price is less than an unknown one. */
const equalCost = (facts: readonly ModelFacts[], slug: string, size: RequestSize): number =>
  facts.find((one) => one.slug === slug)?.equalCostOf(size) ?? Infinity;

function groupByReason(excluded: Ranking["excluded"]): RouteRanking["excluded"] {
  const groups = new Map<string, string[]>();
  for (const { model, reason } of excluded) {
    const models = groups.get(reason);
    if (models) models.push(model);
    else groups.set(reason, [model]);
  }
  return [...groups].map(([reason, models]) => ({ reason, models }));
}
