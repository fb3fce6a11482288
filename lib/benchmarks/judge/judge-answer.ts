import { invalidInput } from "@/lib/platform/errors";
import { inspectCode, scoreAnswer, type CodeSandbox } from "@/lib/quality";
import type { BenchmarkTest, Check } from "../check-schemas";
import { questionOf } from "../words";
import { judgeRanking } from "./judge-ranking";
import { judgeLabel, judgeMentions, judgeNumber, judgeText } from "./judge-text";
import type { Judgement } from "./judgement";

/** What of a test judging reads. */
type Judged = Pick<BenchmarkTest, "messages" | "check">;

/** Longest answer that is read, characters. */
const MOST_CHARACTERS = 100_000;

/**
 * Judges one answer to a test, the same every time. Code is run in the sandbox, never here. Rejects with `unavailable`
 * when too much code waits for it.
 */
export async function judgeAnswer(sandbox: CodeSandbox, test: Judged, answer: string): Promise<Judgement> {
  const text = answer.slice(0, MOST_CHARACTERS);
  if (text.trim() === "") return { quality: 0, reason: "The answer is empty" };
  return judge(sandbox, test, text);
}

async function judge(sandbox: CodeSandbox, test: Judged, answer: string): Promise<Judgement> {
  const { check } = test;
  switch (check.kind) {
    case "exact":
      return judgeText({ expected: [check.expected] }, answer);
    case "one_of":
      return judgeText(check, answer);
    case "numeric":
      return judgeNumber(check, answer);
    case "label":
      return judgeLabel(check, answer);
    case "mentions":
      return judgeMentions(check, answer);
    case "json":
      return judgeJson(sandbox, check, answer);
    case "code":
      return judgeCode(sandbox, check, answer);
    case "rubric":
      return judgeRubric(sandbox, check, test, answer);
    case "judge":
      throw invalidInput("Only a run with a judge can tell how good this answer is");
    case "ranking":
      return judgeRanking(check, answer);
    default:
      return check satisfies never;
  }
}

async function judgeJson(
  sandbox: CodeSandbox,
  { expected, schema }: Extract<Check, { kind: "json" }>,
  answer: string,
): Promise<Judgement> {
  const { score, dimensions } = await scoreAnswer(sandbox, "data_extraction", {
    output: answer,
    ...(expected !== undefined && { reference: expected }),
    ...(schema && { schema }),
  });
  return { quality: score, reason: weakest(dimensions) };
}

/** Code that passes some of its tests is not yet of use, so it never reaches what counts as right. */
const MOST_FOR_FAULTY_CODE = 60;

async function judgeCode(
  sandbox: CodeSandbox,
  { tests }: Extract<Check, { kind: "code" }>,
  answer: string,
): Promise<Judgement> {
  const findings = await inspectCode(sandbox, { output: answer, tests });
  if (!findings) return { quality: 0, reason: "There is no JavaScript or TypeScript in the answer" };
  if (findings.syntaxError) return { quality: 0, reason: `The code cannot be read: ${findings.syntaxError}` };
  const failed = findings.tests.filter(({ isPassed }) => !isPassed);
  if (failed.length === 0) return { quality: 100, reason: `Passes all ${tests.length} tests` };
  const first = failed[0]!;
  return {
    quality: (MOST_FOR_FAULTY_CODE * (tests.length - failed.length)) / tests.length,
    reason: `Fails ${failed.length} of ${tests.length} tests, such as ${first.name}: ${first.fault ?? "another result"}`,
  };
}

/** How much of the scorer's judgement is left to an answer that says nothing of what it has to. */
const LEAST_WITHOUT_MENTIONS = 0.3;

async function judgeRubric(
  sandbox: CodeSandbox,
  { scorer, reference, mentions, forbids }: Extract<Check, { kind: "rubric" }>,
  test: Judged,
  answer: string,
): Promise<Judgement> {
  const input = questionOf(test);
  const { score, dimensions, deductions } = await scoreAnswer(sandbox, scorer, {
    output: answer,
    ...(input !== "" && { input }),
    ...(reference !== undefined && { reference }),
  });
  const reason = [weakest(dimensions), ...deductions.map(({ reason }) => reason)].filter(Boolean).join("; ");
  if (!mentions?.length && !forbids?.length) return { quality: score, reason };
  const said = judgeMentions({ kind: "mentions", all: mentions ?? [], ...(forbids && { none: forbids }) }, answer);
  const factor = LEAST_WITHOUT_MENTIONS + (1 - LEAST_WITHOUT_MENTIONS) * (said.quality / 100);
  return { quality: Math.round(score * factor * 10) / 10, reason: `${said.reason}; ${reason}` };
}

/** The dimension that costs the most, with its reason. */
function weakest(dimensions: readonly { name: string; score: number; weight: number; reason: string }[]): string {
  const [worst] = dimensions.toSorted((a, b) => b.weight * (100 - b.score) - a.weight * (100 - a.score));
  if (!worst) return "There is nothing to judge";
  return worst.score >= 99.5 ? "Nothing to criticise" : `${worst.name}: ${worst.reason}`;
}
