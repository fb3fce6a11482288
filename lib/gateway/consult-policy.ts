import type { RouteChoice } from "@/lib/executions/schemas";
import type { TaskState } from "@/lib/registry";
import { nextStep, partRead, type PolicyRequest, type RouteAnswer } from "@/lib/routing";
import type { Caller } from "./caller";
import { policyAtWork, type CascadeAtWork } from "./cascade-at-work";

/** What the policy makes of the choice: its own model first. `atWork` is null when one call is all it ever asks for. */
export type Advice = { choice: RouteChoice; atWork: CascadeAtWork | null };

export type PolicyQuestion = {
  state: TaskState;
  prompt: string;
  /** What the router would do without the policy. */
  answer: Pick<Extract<RouteAnswer, { isRouted: true }>, "choice" | "candidates">;
};

/**
 * Asks the task's learned policy, where it has one, which model should be called first. null without one, or when
 * it knows none of the models that could serve. A text that cannot be embedded now is judged by its words.
 */
export async function consultPolicy(caller: Caller, question: PolicyQuestion): Promise<Advice | null> {
  const { runtime, organizationId } = caller;
  const active = runtime.routingPolicies.get(organizationId, question.state.task.slug);
  if (!active) return null;
  const { policy } = active;
  const prompt = partRead(question.prompt);
  const request: PolicyRequest = {
    prompt,
    task: question.state.task.slug,
    embedding: policy.readsEmbeddings ? await embedding(caller, prompt) : null,
    eligible: new Set(question.answer.candidates.map(({ model }) => model)),
  };
  const step = nextStep(policy, request, []);
  if (step.action !== "call") return null;
  const { choice } = question.answer;
  const { model, reason } = step;
  const others = [choice.model, ...choice.fallbacks].filter((other) => other !== model);
  return {
    choice: { ...choice, model, reason, propensity: 1, isExploration: false, fallbacks: others.slice(0, 3) },
    atWork: policy.asksSeveral ? policyAtWork(policy, request) : null,
  };
}

async function embedding({ runtime, signal }: Caller, text: string): Promise<Float32Array | null> {
  if (text.trim() === "") return null;
  try {
    const [embedded] = await runtime.embedder.embedMeasured([text], signal);
    return embedded?.vector ?? null;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
