import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { CodeSandbox } from "./code/code-sandbox";
import { findCode } from "./code/find-code";
import type { CodeFindings } from "./code/messages";
import { MAX_JUDGED_CHARACTERS, type QualityScore, type ScoreInput, type ScorerName } from "./schemas";
import { score } from "./score";
import { scorerOfTask } from "./words";

/** Judges one answer. `task` is the one that the input names, or null. Code is run in the sandbox, never here. */
export async function scoreOutput(
  ctx: Ctx,
  input: ScoreInput,
  task: { slug: string; kind: string } | null,
): Promise<QualityScore> {
  requireScope(ctx, "read");
  const scorer = input.scorer ?? (task ? scorerOfTask(task) : "general");
  return scoreAnswer(ctx.runtime.codeSandbox, scorer, input);
}

/** Judges one answer. Throws `invalid_input` when the scorer lacks what it compares with. */
export async function scoreAnswer(
  sandbox: CodeSandbox,
  scorer: ScorerName,
  judged: Omit<ScoreInput, "task" | "scorer">,
): Promise<QualityScore> {
  return score(scorer, judged, scorer === "code_generation" ? await inspectCode(sandbox, judged) : null);
}

/** What the sandbox says about the answer's code; null when it holds none that can be run. */
export async function inspectCode(
  sandbox: CodeSandbox,
  { output, tests = [] }: Pick<ScoreInput, "output" | "tests">,
): Promise<CodeFindings | null> {
  const found = findCode(output.slice(0, MAX_JUDGED_CHARACTERS));
  if (found?.language !== "javascript" && found?.language !== "typescript") return null;
  return sandbox.inspect({ code: found.code, language: found.language, tests });
}
