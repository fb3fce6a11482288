import { BenchmarkTestInput, type BenchmarkTest } from "@/lib/benchmarks/schemas";

export type SuiteText = { tests: BenchmarkTestInput[] } | { problem: string };

/**
 * The tests that were written one a line, as JSON. `expected` alone is short for its most usual check: a number for
 * `numeric`, a list for `one_of`, a text for `exact`; so is `relevant` for what a search has to find. A test without an id is called after its line. Says which line
 * is wrong, and what would be right.
 */
export function readSuiteText(text: string): SuiteText {
  const tests: BenchmarkTestInput[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === "") continue;
    const number = index + 1;
    const read = readLine(line, `line-${number}`);
    if ("problem" in read) return { problem: `Line ${number}: ${read.problem}` };
    const twin = lineOf.get(read.test.id);
    if (twin) return { problem: `Line ${number}: its id ${read.test.id} is that of line ${twin}` };
    lineOf.set(read.test.id, number);
    tests.push(read.test);
  }
  return tests.length > 0 ? { tests } : { problem: "Write at least one test" };
}

function readLine(line: string, id: string): { test: BenchmarkTestInput } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: "it is not JSON. A test looks like the example below" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { problem: "it is not a JSON object" };
  const { expected, relevant, ...written } = value as Record<string, unknown>;
  const test = {
    id,
    ...written,
    ...(expected !== undefined && { check: usualCheck(expected) }),
    ...(relevant !== undefined && { check: { kind: "ranking", relevant: gradesOf(relevant) } }),
  };
  const parsed = BenchmarkTestInput.safeParse(test);
  if (parsed.success) return { test: test as BenchmarkTestInput };
  const issue = parsed.error.issues[0]!;
  return { problem: `${issue.path.length > 0 ? `\`${issue.path.join(".")}\`: ` : ""}${issue.message}` };
}

function usualCheck(expected: unknown): unknown {
  if (typeof expected === "number") return { kind: "numeric", expected };
  if (Array.isArray(expected)) return { kind: "one_of", expected };
  return { kind: "exact", expected };
}

/** Ids alone are all of them answers. */
const gradesOf = (relevant: unknown): unknown =>
  Array.isArray(relevant) ? Object.fromEntries(relevant.map((id) => [String(id), 2])) : relevant;

/** The same tests as text, to be changed. */
export function writeSuiteText(tests: readonly BenchmarkTest[]): string {
  return tests
    .map(({ messages, ...test }) => {
      const [first, ...others] = messages;
      const isPrompt = first?.role === "user" && typeof first.content === "string" && others.length === 0;
      return JSON.stringify(isPrompt ? { ...test, prompt: first.content } : { ...test, messages });
    })
    .join("\n");
}
