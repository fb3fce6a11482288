import type { DetectedMessage, RouteChoice, SessionDecision } from "@/lib/executions/schemas";
import type { Detection } from "@/lib/detection/schemas";
import type { OrganizationSnapshot, TaskState } from "@/lib/registry";
import type { Category, Strategy } from "@/lib/registry/schemas";
import { orderCandidates, type RouteAnswer } from "@/lib/routing";
import { decideContinuity, messageWords, topicChange, type SessionState } from "@/lib/sessions";
import { isTrial, type Caller } from "./caller";
import type { CallQuestion } from "./plan-call";

/** What the router learnt from a message before it ranks the models. */
export type HeardMessage = {
  /** With the category whose scores count. */
  state: TaskState;
  /** Only for a frustrated writer: the best at empathy, whatever it costs. */
  strategy: Strategy | undefined;
  /** null for a task with a subject of its own. */
  detected: DetectedMessage | null;
  session: { id: string; before: SessionState | null; change: ReturnType<typeof topicChange> | null } | null;
};

/** From here on words and meaning together, and the words alone, are believed. */
const BELIEVED = { encoder: 0.6, lexical: 0.9 } as const satisfies Record<Detection["stage"], number>;

/**
 * Reads a message of an open conversation (a task without a subject of its own) or of a session. Messages outside of
 * sessions are read by their words alone, which takes a tenth of a millisecond. null when nothing is to be decided.
 */
export async function hearMessage(caller: Caller, state: TaskState, call: CallQuestion): Promise<HeardMessage | null> {
  const { runtime, organizationId, signal } = caller;
  const { prompt, gym, requestedModel, operation, identity } = call;
  const sessionId = gym.sessionId ?? null;
  const isConversation = isOpenConversation(state);
  if (operation !== "chat" || requestedModel !== null || prompt === null || isTrial(caller)) return null;
  const { model, cascade, agreement, council } = state.configuration;
  // What the configuration decides, no message changes.
  if (model !== null || cascade || agreement || council) return null;
  if (prompt.trim() === "" || (!isConversation && sessionId === null)) return null;
  const { detector, conversations } = runtime;
  const detection =
    sessionId === null
      ? detector.lexical(organizationId, prompt)
      : await detector.detect(organizationId, prompt, signal);
  const isFrustrated = isConversation && detection.emotion.label === "frustrated" && isBelieved(detection, "emotion");
  const category = isFrustrated ? "empathy" : isBelieved(detection, "category") ? detection.category.label : null;
  const rankedAs: Category = isConversation ? (category ?? state.task.category) : state.task.category;
  const heard: HeardMessage = {
    state: rankedAs === state.task.category ? state : { ...state, task: { ...state.task, category: rankedAs } },
    strategy: isFrustrated ? "best_quality" : undefined,
    detected: isConversation ? detectedMessage(detection, rankedAs) : null,
    session: null,
  };
  if (sessionId === null) return heard;
  const words = messageWords(prompt);
  const embedding = await detector.embed(prompt, signal);
  const before = await conversations.get(organizationId, sessionId);
  const change = before && topicChange(before.memory, { category: detection.category, words, embedding });
  conversations.begin(identity.id, organizationId, {
    ref: sessionId,
    task: state.task.slug,
    emotion: detection.emotion.label,
    category: detection.category.label,
    words,
    embedding,
    isTopicChange: change?.isChange ?? false,
  });
  return { ...heard, session: { id: sessionId, before, change } };
}

/** The router's choice where a conversation begins, and later what is best for the conversation. */
export function withContinuity(
  { detected, session, strategy }: HeardMessage,
  snapshot: OrganizationSnapshot,
  { choice, candidates, isLastChance }: Extract<RouteAnswer, { isRouted: true }>,
): RouteChoice {
  const known: RouteChoice = { ...choice, ...(detected && { detected }) };
  if (!session || choice.mode !== "routed" || isLastChance) return known;
  const { before, change } = session;
  const current = before?.model ?? null;
  const { model, ...continuity } = decideContinuity({
    current,
    candidates,
    isTopicChange: change?.isChange ?? false,
    isMoodChange: strategy !== undefined && before?.emotion !== "frustrated",
    cachedTokens: before?.contextTokens ?? 0,
    price: current === null ? null : (snapshot.models.get(current)?.price ?? null),
    order: (all) => orderCandidates(all, choice.strategy),
  });
  const decision: SessionDecision = {
    id: session.id,
    previousModel: current,
    isTopicChange: change?.isChange ?? false,
    topicChangeProbability: change?.probability ?? null,
    ...continuity,
  };
  if (model === null) return { ...known, session: decision };
  const others = [choice.model, ...choice.fallbacks].filter((other) => other !== model);
  return {
    ...known,
    session: decision,
    model,
    reason: `The conversation ${continuity.stays ? "stays with" : "leaves"} its model. ${continuity.reason}`,
    propensity: 1,
    isExploration: false,
    fallbacks: others.slice(0, 3),
  };
}

const isOpenConversation = ({ task }: TaskState): boolean => task.kind === "generation" && task.category === "general";

const isBelieved = (detection: Detection, question: "category" | "emotion"): boolean =>
  detection[question].confidence >= BELIEVED[detection.stage];

const detectedMessage = ({ category, emotion, stage }: Detection, rankedAs: string): DetectedMessage => ({
  category: category.label,
  categoryConfidence: category.confidence,
  emotion: emotion.label,
  emotionConfidence: emotion.confidence,
  stage,
  rankedAs,
});
