import { isDeepStrictEqual } from "node:util";
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from "quickjs-emscripten-core";
import { transform } from "sucrase";
import type { CodeFindings, CodeQuestion, CodeTest, TestResult } from "./messages";

const STACK_LIMIT_BYTES = 512 * 1024;

/**
 * How often the interpreter may ask whether to go on, which it does every 10,000 steps. Steps and not time, so that a
 * busy machine judges the same. About half a second on an idle one.
 */
const STEPS_A_TEST = 1_000;
/** Of all tests together. */
const STEPS_IN_ALL = 4_000;

/** What code expects of any host. It gets nothing real: no clock, files, network or modules. */
const PRELUDE = `
  globalThis.console = Object.fromEntries(["log", "info", "warn", "error", "debug"].map((name) => [name, () => {}]));
  globalThis.setTimeout = (run, _ms, ...given) => { Promise.resolve().then(() => run(...given)); return 0; };
  globalThis.clearTimeout = () => {};
  globalThis.exports = {};
  globalThis.module = { exports: globalThis.exports };
`;

/** Continuations of promises that a test may set off. */
const MOST_JOBS = 20_000;

const ENDLESS = "did not come to an end within its share of steps";

/** A fresh interpreter for every script: nothing of one test reaches the next. */
export type MakeInterpreter = () => Promise<QuickJSWASMModule>;

/** Runs every test on a fresh copy of the code, each in an interpreter of its own. */
export async function runTests(
  make: MakeInterpreter,
  { code, language, tests }: Omit<CodeQuestion, "id">,
): Promise<CodeFindings> {
  const script = plainScript(code, language);
  const syntaxError = "syntaxError" in script ? script.syntaxError : await compileError(make, script.code);
  if (syntaxError !== null || "syntaxError" in script) {
    return { syntaxError, tests: tests.map((test) => failed(test, "the code cannot be read")) };
  }
  const budget = { left: STEPS_IN_ALL };
  const results: TestResult[] = [];
  for (const test of tests) results.push(await runTest(make, script.code, test, budget));
  return { syntaxError: null, tests: results };
}

/** As a classic script: without types and module syntax. */
function plainScript(code: string, language: CodeQuestion["language"]): { code: string } | { syntaxError: string } {
  if (language === "javascript" && !/^[ \t]*(?:import|export)\b/mu.test(code)) return { code };
  try {
    const transforms = language === "typescript" ? (["typescript", "imports"] as const) : (["imports"] as const);
    return { code: transform(code, { transforms: [...transforms], preserveDynamicImport: true }).code };
  } catch (error) {
    return { syntaxError: error instanceof Error ? firstLine(error.message) : "cannot be read" };
  }
}

function compileError(make: MakeInterpreter, code: string): Promise<string | null> {
  return withContext(make, { left: STEPS_A_TEST }, (context) => {
    const result = context.evalCode(code, "answer.js", { type: "global", compileOnly: true });
    const error = result.error ? describe(context, result.error) : null;
    result.dispose();
    return error;
  });
}

async function runTest(
  make: MakeInterpreter,
  code: string,
  test: CodeTest,
  budget: { left: number },
): Promise<TestResult> {
  const own = { left: Math.min(STEPS_A_TEST, budget.left) };
  const granted = own.left;
  const fault = await withContext(
    make,
    own,
    (context, runtime) =>
      evaluate(context, runtime, code, null) ?? evaluate(context, runtime, `(${test.expression}\n)`, test),
  );
  budget.left -= granted - Math.max(0, own.left);
  return { name: nameOf(test), isPassed: fault === null, fault: own.left <= 0 ? ENDLESS : fault };
}

/** Evaluates a script; null when all is well, else what is wrong. With a test its value has to be the expected one. */
function evaluate(
  context: QuickJSContext,
  runtime: QuickJSRuntime,
  code: string,
  test: CodeTest | null,
): string | null {
  const result = context.evalCode(code, "answer.js", { type: "global" });
  if (result.error) {
    const fault = `throws ${describe(context, result.error)}`;
    result.dispose();
    return fault;
  }
  try {
    runtime.executePendingJobs(MOST_JOBS).dispose();
    return test ? compare(context, result.value, test) : null;
  } finally {
    result.dispose();
  }
}

function compare(context: QuickJSContext, value: QuickJSHandle, test: CodeTest): string | null {
  const state = context.getPromiseState(value);
  if (state.type === "pending") return "its promise is never settled";
  if (state.type === "rejected") return `rejects with ${describe(context, state.error)}`;
  const got: unknown = context.dump(state.value);
  if (state.value !== value) state.value.dispose();
  if (test.expected === undefined) return got ? null : `is ${shown(got)}, which is not true`;
  return isSame(got, test.expected) ? null : `is ${shown(got)}, where ${shown(test.expected)} is right`;
}

/** Numbers may differ by what arithmetic with fractions leaves over. */
function isSame(got: unknown, expected: unknown): boolean {
  if (typeof got === "number" && typeof expected === "number") {
    return Object.is(got, expected) || Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
  }
  return isDeepStrictEqual(got ?? null, expected);
}

async function withContext<Result>(
  make: MakeInterpreter,
  steps: { left: number },
  work: (context: QuickJSContext, runtime: QuickJSRuntime) => Result,
): Promise<Result> {
  const runtime = (await make()).newRuntime();
  runtime.setMaxStackSize(STACK_LIMIT_BYTES);
  runtime.setInterruptHandler(() => --steps.left <= 0);
  const context = runtime.newContext();
  context.evalCode(PRELUDE).dispose();
  return work(context, runtime);
}

const MOST_SHOWN = 120;

function describe(context: QuickJSContext, error: QuickJSHandle): string {
  const dumped: unknown = context.dump(error);
  const isError = typeof dumped === "object" && dumped !== null && "message" in dumped;
  const text = isError
    ? `${"name" in dumped ? String(dumped.name) : "Error"}: ${String(dumped.message)}`
    : shown(dumped);
  return firstLine(text);
}

const firstLine = (text: string): string => text.split("\n")[0]!.slice(0, MOST_SHOWN);

const shown = (value: unknown): string => String(JSON.stringify(value) ?? value).slice(0, MOST_SHOWN);

const nameOf = ({ name, expression }: CodeTest): string => name ?? expression.slice(0, MOST_SHOWN);

const failed = (test: CodeTest, fault: string): TestResult => ({ name: nameOf(test), isPassed: false, fault });
