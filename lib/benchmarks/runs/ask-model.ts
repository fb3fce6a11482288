import type { Ctx } from "@/lib/platform/ctx";
import type { Configuration } from "@/lib/registry/schemas";
import { askJudge } from "@/lib/judging";
import type { BenchmarkTest, Check } from "../check-schemas";
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
  asked: { runId: string; model: string; question: Question; judge: string | null; signal: AbortSignal },
): Promise<BenchmarkResult> {
  const { runId, model, question, judge, signal } = asked;
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
    judgeCostUsd: 0,
    executionId: answer.executionId,
    createdAt: ctx.now().toISOString(),
  };
  if (answer.error) {
    const reason = `${answer.error.kind}: ${answer.error.message}`;
    return { ...facts, status: "failed", quality: null, reason, answer: "", latencyMs: null };
  }
  const text = answer.label ?? answer.outputText;
  if (test.check.kind === "judge") {
    const verdict = await judgedByModel(ctx, { check: test.check, judge, question, text, runId, signal });
    return { ...facts, status: "answered", ...verdict, answer: text, latencyMs: answer.latencyMs };
  }
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

type ModelJudging = {
  check: Extract<Check, { kind: "judge" }>;
  judge: string | null;
  question: Question;
  text: string;
  runId: string;
  signal: AbortSignal;
};

/** Without a verdict the quality stays unknown: the answer is there, and nobody can say how good it is. */
async function judgedByModel(ctx: Ctx, { check, judge, question, text, runId, signal }: ModelJudging) {
  if (judge === null) return { quality: null, reason: "The run has no judge", judgeCostUsd: 0 };
  const { score, dimensions, note, costUsd } = await askJudge(ctx, {
    judge,
    task: question.task ?? BARE_TASK,
    scorer: check.scorer,
    ...(check.criteria && { criteria: check.criteria.map((one) => ({ ...one, weight: 1 / check.criteria!.length })) }),
    question: question.test.messages.map(({ role, content }) => `${role}: ${textOf(content)}`).join("\n"),
    answer: text,
    reference: check.reference ?? null,
    tags: { benchmark_run: runId },
    signal,
  });
  const reasons = dimensions.map(({ name, score, reason }) => `${name} ${score}: ${reason}`);
  const reason = [...reasons, ...(note === null ? [] : [note])].join("; ");
  return { quality: score, reason, judgeCostUsd: costUsd ?? 0 };
}

const textOf = (content: BenchmarkTest["messages"][number]["content"]): string =>
  typeof content === "string"
    ? content
    : content.map((part) => ("text" in part && typeof part.text === "string" ? part.text : "(a picture)")).join("\n");
