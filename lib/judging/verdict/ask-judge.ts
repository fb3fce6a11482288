import { randomUUID } from "node:crypto";
import type { TaskCall } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { removeAppeals, type WithoutAppeals } from "@/lib/quality";
import type { Dimension, ScorerName } from "@/lib/quality/schemas";
import { askAgain, judgePrompt, verdictSchema, type JudgeRequest } from "./judge-prompt";
import { readVerdict } from "./read-verdict";
import { rubricOf, type Criterion } from "./rubric";

export type JudgeQuestion = {
  /** Slug of the model that judges. */
  judge: string;
  /** The calls are charged to it. */
  task: string;
  scorer: ScorerName;
  /** Looked at instead of what the scorer's answers are judged by. */
  criteria?: readonly Criterion[];
  question: string;
  answer: string;
  reference?: string | null;
  tags?: Record<string, string>;
  signal?: AbortSignal;
};

export type JudgeVerdict = {
  /** `unanswered`: the model could not be reached, which says nothing of the answer. */
  outcome: "judged" | "no_verdict" | "unanswered";
  /** 0–100; null = no verdict. */
  score: number | null;
  dimensions: Dimension[];
  /** Why there is no verdict, or what was left out of the answer. */
  note: string | null;
  /** US dollars of all calls; null when a price is unknown. */
  costUsd: number | null;
  /** Executions of these calls. */
  callIds: string[];
};

/** A reply that is no verdict is asked for once more. */
const MOST_CALLS = 2;
/** Both texts together, characters: a judge that sees a part of an answer judges another one. */
const MOST_JUDGED_CHARACTERS = 100_000;
/** As the scorers do it: see lib/quality/score.ts. */
const APPEAL_FACTOR = 0.5;

/** Nothing of the judged task's own settings may reach the judge. */
const BARE: TaskCall["configuration"] = {
  model: null,
  candidates: null,
  fallbacks: [],
  parameters: { maxOutputTokens: 2_000 },
  constraints: {},
  systemPrompt: null,
  prompt: null,
  retrieval: null,
};

const NO_VERDICT = { outcome: "no_verdict", score: null, costUsd: 0 } as const;

/**
 * Lets a model judge an answer. Sentences in which the answer talks to its judge are taken out before and halve the score. What
 * is no verdict is asked for once more, and then the score is null: none is ever made up. Rejects only when `signal` fires,
 * or the model is unknown.
 */
export async function askJudge(ctx: Ctx, question: JudgeQuestion): Promise<JudgeVerdict> {
  const { models } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const judge = models.get(question.judge);
  if (judge?.kind !== "chat") throw invalidInput(`\`${question.judge}\` cannot judge: it is no chat model here`);
  const { text, appeals }: WithoutAppeals = removeAppeals(question.answer, question.question, false);
  const none = (note: string): JudgeVerdict => ({ ...NO_VERDICT, dimensions: [], callIds: [], note });
  if (text.trim() === "") {
    const note = appeals.length > 0 ? "It only talks to its judge" : "The answer is empty";
    return { ...none(note), outcome: "judged", score: 0 };
  }
  if (text.length + question.question.length > MOST_JUDGED_CHARACTERS) return none("It is too long to be judged whole");

  const request: JudgeRequest = {
    question: question.question,
    answer: text,
    reference: question.reference ?? null,
    criteria: question.criteria ?? rubricOf(question.scorer),
    verdictId: randomUUID(),
  };
  const messages = judgePrompt(request);
  const paid = { costUsd: 0 as number | null, callIds: [] as string[] };
  let problem = "";
  for (let attempt = 1; attempt <= MOST_CALLS; attempt++) {
    const answer = await ctx.runtime.callTask(ctx, {
      task: question.task,
      configuration: BARE,
      model: question.judge,
      messages,
      source: "judge",
      ...(judge.capabilities.has("json_schema") && { jsonSchema: verdictSchema(request) }),
      ...(question.tags && { tags: question.tags }),
      ...(question.signal && { signal: question.signal }),
    });
    if (answer.executionId !== null) paid.callIds.push(answer.executionId);
    if (!answer.error)
      paid.costUsd = paid.costUsd === null || answer.costUsd === null ? null : paid.costUsd + answer.costUsd;
    // The gateway has retried already what can be retried.
    if (answer.error)
      return { ...none(`The judge did not answer: ${answer.error.message}`), outcome: "unanswered", ...paid };
    const verdict = readVerdict(answer.outputText, request);
    if ("dimensions" in verdict) return { outcome: "judged", ...scored(verdict.dimensions, appeals), ...paid };
    problem = verdict.problem;
    messages.push(
      { role: "assistant", content: answer.outputText.slice(0, 4_000) || "(nothing)" },
      { role: "user", content: askAgain(problem) },
    );
  }
  return { ...none(`The judge gave no verdict: ${problem}`), ...paid };
}

function scored(
  dimensions: Dimension[],
  appeals: readonly string[],
): Pick<JudgeVerdict, "score" | "dimensions" | "note"> {
  const mean = dimensions.reduce((sum, { score, weight }) => sum + score * weight, 0);
  const score = Math.round(10 * mean * (appeals.length > 0 ? APPEAL_FACTOR : 1)) / 10;
  const note =
    appeals.length > 0
      ? `The answer talks to its judge; that was taken out and halves the score: ${appeals[0]!.slice(0, 120)}`
      : null;
  return { score, dimensions, note };
}
