import type { BenchmarkTestInput } from "@/lib/benchmarks/schemas";
import type { ScorerName } from "@/lib/quality/words";

export const CASE_CHECKS = {
  exact: "It is this text",
  mentions: "It says these words",
  numeric: "It is this number",
  rubric: "The task's scorer judges it",
} as const;
export type CaseCheck = keyof typeof CASE_CHECKS;

export type CaseDraft = {
  input: string;
  check: CaseCheck;
  /** Of all checks but `rubric`. */
  expected: string;
  /** The answer that was given, when it is a right one. */
  example: string | null;
  scorer: ScorerName;
};

/** The test that was filled in, or what is missing. Groups of words are separated by commas, spellings of one by `|`. */
export function readCase(draft: CaseDraft): { test: BenchmarkTestInput } | { problem: string } {
  const check = checkOf(draft);
  if ("problem" in check) return check;
  const { input, example } = draft;
  return { test: { id: idOf(input), prompt: input, check: check.check, ...(example !== null && { example }) } };
}

type CheckInput = BenchmarkTestInput["check"];

function checkOf({ check, expected, example, scorer }: CaseDraft): { check: CheckInput } | { problem: string } {
  const text = expected.trim();
  if (check === "rubric") return { check: { kind: "rubric", scorer, ...(example !== null && { reference: example }) } };
  if (text === "") return { problem: "Say what a right answer is" };
  if (check === "exact")
    return text.length <= 2_000
      ? { check: { kind: "exact", expected: text } }
      : { problem: "At most 2,000 characters" };
  if (check === "numeric") {
    const number = Number(text.replaceAll(",", ""));
    return Number.isFinite(number) ? { check: { kind: "numeric", expected: number } } : { problem: "Write a number" };
  }
  const groups = text
    .split(",")
    .map((group) => group.split("|").flatMap((spelling) => spelling.trim() || []))
    .filter((group) => group.length > 0);
  if (groups.length === 0) return { problem: "Say what a right answer is" };
  return { check: { kind: "mentions", all: groups } };
}

/** The same question gets the same id, so that a suite does not ask it twice (FNV-1a, 53 bits of two rounds). */
function idOf(input: string): string {
  const hash = (seed: number) => {
    let value = seed;
    for (let at = 0; at < input.length; at++) value = Math.imul(value ^ input.charCodeAt(at), 0x01000193) >>> 0;
    return value.toString(16).padStart(8, "0");
  };
  return `case-${hash(0x811c9dc5)}${hash(0x9e3779b9)}`;
}
