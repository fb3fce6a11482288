import type { Ctx } from "@/lib/platform/ctx";
import type { Configuration } from "@/lib/registry/schemas";
import type { BenchmarkTest } from "../check-schemas";
import { judgeAnswer } from "../judge/judge-answer";
import type { BenchmarkResult } from "../run-schemas";

/** A test and where it comes from. `task` is null for a suite that is about models as such. */
export type Question = { suiteId: string; task: string | null; test: BenchmarkTest };

/** Serves what belongs to no other task. */
const BARE_TASK = "general_chat";

/** The model as such: nothing of the task's settings may change its answer. */
const BARE: Partial<Configuration> = {
  model: null,
  candidates: null,
  fallbacks: [],
  parameters: {},
  constraints: {},
  systemPrompt: null,
  prompt: null,
  retrieval: null,
};

/** Of a task only the settings that shape an answer count: another model's answer would say nothing of this one. */
const OF_TASK: Partial<Configuration> = { model: null, candidates: null, fallbacks: [], constraints: {} };

/** Asks one model one test and judges the answer. Rejects only when `signal` fires. */
export async function askModel(
  ctx: Ctx,
  { runId, model, question, signal }: { runId: string; model: string; question: Question; signal: AbortSignal },
): Promise<BenchmarkResult> {
  const { suiteId, task, test } = question;
  const answer = await ctx.runtime.callTask(ctx, {
    task: task ?? BARE_TASK,
    configuration: task === null ? BARE : OF_TASK,
    model,
    messages: test.messages,
    tags: { benchmark_run: runId },
    signal,
  });
  const facts = {
    suiteId,
    testId: test.id,
    model,
    costUsd: answer.costUsd,
    executionId: answer.executionId,
    createdAt: ctx.now().toISOString(),
  };
  if (answer.error) {
    const reason = `${answer.error.kind}: ${answer.error.message}`;
    return { ...facts, status: "failed", quality: null, reason, answer: "", latencyMs: null };
  }
  const text = answer.label ?? answer.outputText;
  const { quality, reason } = await judged(ctx, test, text, signal);
  return { ...facts, status: "answered", quality, reason, answer: text, latencyMs: answer.latencyMs };
}

const PATIENCE = 20;

/** Much code at once fills the sandbox's queue: the answer waits for its turn. */
async function judged(ctx: Ctx, test: BenchmarkTest, text: string, signal: AbortSignal) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await judgeAnswer(ctx.runtime.codeSandbox, test, text);
    } catch (error) {
      if (attempt === PATIENCE || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * attempt));
    }
  }
}
