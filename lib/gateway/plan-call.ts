import type { RouteChoice, RouteRanking } from "@/lib/executions/schemas";
import type { ServedVariant } from "@/lib/experiments";
import { AppError, invalidInput, notFound } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import { versionKey, type OrganizationSnapshot, type RoutableModel, type TaskState } from "@/lib/registry";
import type { Capability, ModelKind, ModelVersion, TaskKind } from "@/lib/registry/schemas";
import { decideRoute, orderCandidates, tokensOfCharacters, type RouteAnswer, type RouteQuestion } from "@/lib/routing";
import { isTrial, type Caller } from "./caller";
import { agreementCascade, confidenceCascade, type CascadeAtWork } from "./cascade-at-work";
import { consultPolicy, type Advice } from "./consult-policy";
import type { GymOptions } from "./chat-input";
import { hearMessage, withContinuity } from "./hear-message";
import { chooseVersion, type ChosenVersion } from "./choose-version";
import { councilAtWork, type CouncilAtWork } from "./council-at-work";
import type { CallIdentity } from "./recording";
import { taskAtWork, type TaskAtWork } from "./task-at-work";

export type CallQuestion = {
  /** See `CallIdentity`. */
  unit: string;
  operation: "chat" | "embedding";
  task: string;
  identity: CallIdentity;
  requestedModel: string | null;
  gym: GymOptions;
  /** What a learned policy reads; null for what none decides. */
  prompt: string | null;
  /** Of the whole input, for the guess of its tokens. */
  characters: number;
  maxOutputTokens: number | null;
  requiredCapabilities: readonly Capability[];
};

/** Which models may serve a request, in the order in which they are tried. */
export type CallPlan = {
  snapshot: OrganizationSnapshot;
  /** What stays with one version of a model while another is rolled out. */
  unit: string;
  /** Only active versions serve, whatever is being rolled out. */
  isOutsideRollouts: boolean;
  /** The caller's own choice, which serves its model whatever is in service; null = none. */
  version: ModelVersion | null;
  state: TaskState;
  /** The variant of an experiment that serves it; null outside of experiments. */
  served: ServedVariant | null;
  arm: TaskAtWork["arm"];
  choice: RouteChoice;
  ranking: RouteRanking;
  /** What was asked of the router, and its answer: a budget may ask again. */
  question: RouteQuestion;
  answer: Extract<RouteAnswer, { isRouted: true }>;
  /** The task's own cascade or agreement, or its learned policy, when it may ask several models; null otherwise. */
  cascade: CascadeAtWork | null;
  /** The task's council; null when it has none, or a caller or a budget names the model. */
  council: CouncilAtWork | null;
};

/** Which version of a model serves this call. */
export function versionOf(
  { snapshot, state, unit, isOutsideRollouts, version }: CallPlan,
  model: string,
): ChosenVersion {
  if (version?.modelSlug === model) return { version, deploymentId: null, shadow: null };
  const rollouts = isOutsideRollouts ? NO_ROLLOUTS : snapshot.rollouts;
  return chooseVersion({ activeVersions: snapshot.activeVersions, rollouts }, state.task.slug, model, unit);
}

/** What is tried counts as in service, for this caller alone. */
function withTrial(snapshot: OrganizationSnapshot, version: ModelVersion | null): OrganizationSnapshot {
  if (!version) return snapshot;
  const known = trials.get(version);
  if (known?.of === snapshot) return known.snapshot;
  const activeVersions = new Map(snapshot.activeVersions).set(versionKey(version.taskSlug, version.modelSlug), version);
  const tried = { ...snapshot, activeVersions };
  trials.set(version, { of: snapshot, snapshot: tried });
  return tried;
}

/** The router remembers what it knows of a snapshot by the very object. */
const trials = new WeakMap<ModelVersion, { of: OrganizationSnapshot; snapshot: OrganizationSnapshot }>();

const NO_ROLLOUTS: OrganizationSnapshot["rollouts"] = new Map();

/** Decides the route. Throws `not_found` for an unknown task or model, `invalid_input` when none can serve. */
export async function planCall(caller: Caller, call: CallQuestion): Promise<CallPlan> {
  const { registry, routeHistory, circuits, gateway } = caller.runtime;
  const snapshot = withTrial(await registry.ensureLoaded(caller.organizationId), caller.version);
  const { state: ownState, served, arm } = taskAtWork(caller, snapshot, call);
  const { requestedModel, gym } = call;
  const heard = await hearMessage(caller, ownState, call);
  const state = heard?.state ?? ownState;
  if (requestedModel !== null && !snapshot.models.has(requestedModel)) throw unknownModel(requestedModel, snapshot);
  if (call.operation === "chat" && state.task.kind === "retrieval" && state.configuration.retrieval === null) {
    throw invalidInput(
      `The task ${call.task} has nothing to search in: name a collection in \`retrieval\` of its configuration`,
      { field: "task" },
    );
  }
  const question: RouteQuestion = {
    state,
    strategy: gym.strategy ?? heard?.strategy,
    constraints: gym.constraints,
    requestedModel,
    blocked: circuits.blocked(caller.organizationId),
    size: {
      inputTokens: tokensOfCharacters(call.characters),
      maxOutputTokens: call.maxOutputTokens,
    },
    requiredCapabilities: [
      baseCapability(call.operation, state, requestedModel && snapshot.models.get(requestedModel)),
      ...call.requiredCapabilities,
    ],
    draw: gateway.random(),
  };
  const answer = decideRoute(snapshot, routeHistory.get(caller.organizationId), question);
  if (!answer.isRouted) {
    throw new AppError(requestedModel ? "not_found" : "invalid_input", answer.reason, {
      field: "model",
      details: { excluded: answer.ranking.excluded },
    });
  }
  const { ranking } = answer;
  const choice = heard ? withContinuity(heard, snapshot, answer) : answer.choice;
  // In a total outage one attempt is enough; a policy could ask for several.
  const isDecided = choice.session?.stays === true || heard?.strategy !== undefined;
  const isOpen = choice.mode === "routed" && gym.strategy === undefined && !answer.isLastChance && !isDecided;
  const advice =
    cascadeAdvice(call, state, answer) ??
    (isOpen && call.prompt !== null ? await consultPolicy(caller, { state, prompt: call.prompt, answer }) : null);
  // A test of models measures what is in service, and is no traffic that a rollout could be judged by.
  const isOutsideRollouts = isTrial(caller);
  const { version } = caller;
  const plan = { snapshot, unit: call.unit, isOutsideRollouts, version, state, served, arm, ranking, question, answer };
  const council = councilOf(call, state, answer);
  if (council) return { ...plan, choice: councilChoice(choice, council), cascade: null, council };
  return {
    ...plan,
    choice: advice ? { ...choice, ...advice.choice } : choice,
    cascade: advice?.atWork ?? null,
    council: null,
  };
}

/** The task's council serves whoever names neither a model nor a strategy. */
function councilOf(
  { requestedModel, gym, operation }: CallQuestion,
  { task, configuration }: TaskState,
  { candidates, isLastChance }: Extract<RouteAnswer, { isRouted: true }>,
): CouncilAtWork | null {
  const { council, cascade, agreement } = configuration;
  if (!council || cascade || agreement || operation === "embedding") return null;
  if (requestedModel !== null || gym.strategy !== undefined || isLastChance) return null;
  const byQuality = orderCandidates(candidates, "best_quality").map(({ model }) => model);
  return councilAtWork(council, task, byQuality);
}

function councilChoice(choice: RouteChoice, { members, method, synthesizer }: CouncilAtWork): RouteChoice {
  const [first, ...others] = members;
  const outcome = {
    vote: "takes the answer that most give",
    best_of: "takes the answer that scores best",
    synthesis: `lets ${synthesizer} write one answer from theirs`,
  }[method];
  return {
    ...choice,
    mode: "pinned",
    model: first!,
    reason: `The council asks ${members.join(", ")} at once and ${outcome}`,
    propensity: 1,
    isExploration: false,
    fallbacks: others,
  };
}

/** The task's cascade, by confidence or by agreement, serves whoever names neither a model nor a strategy. */
function cascadeAdvice(
  { requestedModel, gym }: CallQuestion,
  { configuration }: TaskState,
  { choice, candidates, isLastChance }: Extract<RouteAnswer, { isRouted: true }>,
): Advice | null {
  const { cascade, agreement } = configuration;
  if (requestedModel !== null || gym.strategy !== undefined || isLastChance) return null;
  const able = new Set(candidates.map(({ model }) => model));
  const atWork = cascade ? confidenceCascade(cascade, able) : agreement ? agreementCascade(agreement, able) : null;
  const [model, ...others] = atWork?.models ?? [];
  if (!atWork || model === undefined) return null;
  const fallbacks = [...new Set([...others, choice.model, ...choice.fallbacks])].filter((slug) => slug !== model);
  const end = cascade ? "one is confident enough" : `${agreement?.votes} answers are equal`;
  const reason = `The task's configuration asks ${atWork.models.join(", then ")} until ${end}`;
  return {
    choice: {
      ...choice,
      mode: "pinned",
      model,
      reason,
      propensity: 1,
      isExploration: false,
      fallbacks: fallbacks.slice(0, 3),
    },
    atWork,
  };
}

/** A model that the caller named is asked for what it is made for; otherwise the task's kind decides. */
function baseCapability(
  operation: CallQuestion["operation"],
  state: TaskState,
  requested: RoutableModel | "" | null | undefined,
): Capability {
  if (operation === "embedding") return "embeddings";
  if (requested) return CAPABILITY_OF_MODEL[requested.kind];
  return CAPABILITY_OF_TASK[state.task.kind];
}

const CAPABILITY_OF_MODEL = {
  chat: "chat",
  embedding: "chat",
  classifier: "classification",
  search: "search",
  // On its own task it stands in for a chat model; see the router's facts.
  specialist: "chat",
} as const satisfies Record<ModelKind, Capability>;

const CAPABILITY_OF_TASK = {
  generation: "chat",
  classification: "classification",
  retrieval: "search",
} as const satisfies Record<TaskKind, Capability>;

function unknownModel(slug: string, snapshot: OrganizationSnapshot) {
  const nearest = nearestName(slug, [...snapshot.models.keys()]);
  const hint = nearest ? `: did you mean \`${nearest}\`?` : ". GET /v1/models lists those that can be used";
  return notFound(`There is no model \`${slug}\`${hint}`, { field: "model" });
}
