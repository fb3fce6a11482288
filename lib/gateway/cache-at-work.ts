import { isCacheableRequest, type CachedAnswer, type CacheQuestion, type Lead } from "@/lib/cache";
import { ProviderError, type ChatRequest } from "@/lib/providers";
import { isTrial, type Caller } from "./caller";
import type { ChatInput } from "./chat-input";
import type { CallPlan } from "./plan-call";
import type { CallIdentity } from "./recording";

/** What the task's cache has to do with a request; null for one that has nothing to do with it. */
export type CacheAtWork = {
  question: CacheQuestion;
  /** Found before the call. */
  found: CachedAnswer | null;
  /** The caller wants a fresh answer, for which nobody waits. */
  isRefresh: boolean;
};

type Asked = { plan: CallPlan; request: ChatRequest; promptVersionId: string | null; identity: CallIdentity };

/**
 * Asks the cache of the task. Nothing is hashed for a task without one, and none is asked for classifications, for
 * benchmarks, and for requests whose answer cannot be kept.
 */
export async function consultCache(caller: Caller, input: ChatInput, asked: Asked): Promise<CacheAtWork | null> {
  const { task, configuration } = asked.plan.state;
  const { mode, ttlSeconds, minSimilarity, isPerUser } = configuration.cache;
  const { cache: wish = "use", strategy = null, constraints = null } = input.gym;
  if (mode === "off" || wish === "bypass" || isTrial(caller)) return null;
  if (task.kind !== "generation" || !isCacheableRequest(asked.request)) return null;
  const { responseCache } = caller.runtime;
  const question = responseCache.question(
    {
      organizationId: caller.organizationId,
      taskSlug: task.slug,
      configuration,
      requestedModel: input.requestedModel,
      strategy,
      constraints,
      promptVersionId: asked.promptVersionId,
      userRef: isPerUser ? asked.identity.userRef : null,
      request: asked.request,
    },
    { mode, ttlSeconds, minSimilarity },
  );
  const found = wish === "refresh" ? null : await responseCache.find(question, caller.signal);
  return { question, found, isRefresh: wish === "refresh" };
}

/** Who answers: the cache, or this request itself, whose lead others may wait for. */
export type Turn = { hit: CachedAnswer; lead: null } | { hit: null; lead: Lead | null };

/**
 * Waits for an equal call that is under way. Without one this request leads, and has to land its lead. When what was
 * waited for cannot be shared, each asks for itself. Throws `cancelled` when the caller goes away.
 */
export async function takeTurn(caller: Caller, { question, found, isRefresh }: CacheAtWork): Promise<Turn> {
  const { responseCache } = caller.runtime;
  if (found) return { hit: found, lead: null };
  if (isRefresh) return { hit: null, lead: null };
  for (;;) {
    // What was asked for a moment ago may be there by now.
    const now = responseCache.peek(question);
    if (now) return { hit: now, lead: null };
    const flight = responseCache.join(question);
    if (!flight) return { hit: null, lead: leadUntilGone(caller, question) };
    const landing = await untilGone(flight, caller.signal);
    if (landing.kind === "answer")
      return { hit: { kind: "shared", answer: landing.answer, similarity: null }, lead: null };
    if (landing.kind === "nothing") return { hit: null, lead: null };
  }
}

/** A caller that goes away before anything reads its answer must keep nobody waiting. */
function leadUntilGone({ runtime, signal }: Caller, question: CacheQuestion): Lead {
  const lead = runtime.responseCache.lead(question);
  signal.addEventListener("abort", () => lead.land({ kind: "abandoned" }), { once: true });
  return lead;
}

async function untilGone<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let leave: () => void = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    leave = () => reject(new ProviderError("cancelled", "The caller went away"));
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([work, gone]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
