import { invalidInput, isAppError } from "@/lib/platform/errors";
import { checkInput, type InputIssue } from "@/lib/platform/http/parse-input";
import { MAX_RECORDED, RecordExecutionInput } from "./record-schemas";

/** Problems that are named one by one; of the others only the number is told. */
const NAMED_PROBLEMS = 20;

/** Rows of one request, and how the caller finds each: `executions[3]`, or nothing when it sent a single one. */
export type ReportedRows = { rows: RecordExecutionInput[]; nameOf: (index: number) => string };

/**
 * One execution, or `{ executions: [...] }` with 1 to 1,000. Throws `invalid_input` with every row's problems: a batch
 * is taken whole or not at all.
 */
export function readReportedRows(body: Record<string, unknown>): ReportedRows {
  if (!("executions" in body)) return { rows: readRows([body], () => ""), nameOf: () => "" };
  const { executions, ...others } = body;
  const stranger = Object.keys(others)[0];
  if (stranger !== undefined) {
    throw invalidInput(`Unknown field \`${stranger}\` beside \`executions\`: it belongs into each of them`, {
      field: stranger,
    });
  }
  if (!Array.isArray(executions) || executions.length === 0 || executions.length > MAX_RECORDED) {
    throw invalidInput(`\`executions\` must be a list of 1 to ${MAX_RECORDED}`, { field: "executions" });
  }
  const nameOf = (index: number) => `executions[${index}]`;
  return { rows: readRows(executions, nameOf), nameOf };
}

function readRows(raw: readonly unknown[], nameOf: (index: number) => string): RecordExecutionInput[] {
  const problems: InputIssue[] = [];
  const rows = raw.flatMap((one, index) => {
    const result = checkRow(one);
    if (result.issues === null) return [result.data];
    problems.push(...result.issues.map((issue) => problemOf(nameOf(index), issue)));
    return [];
  });
  refuseProblems(problems);
  return rows;
}

function checkRow(raw: unknown): ReturnType<typeof checkInput<RecordExecutionInput>> {
  try {
    return checkInput(RecordExecutionInput, raw);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { issues: [{ field: error.field, message: error.message }] };
  }
}

/** `executions[17].latencyMs must be at least 0`. */
export function problemOf(row: string, { field, message }: InputIssue): InputIssue {
  const path = [row, field].filter(Boolean).join(".");
  const isSentence = /^[A-Z]/.test(message);
  const said = path === "" ? message : isSentence ? `${path}: ${message}` : `${path} ${message}`;
  return { field: path || undefined, message: said };
}

/** Throws `invalid_input` when there are problems. */
export function refuseProblems(problems: readonly InputIssue[]): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length - 1;
  throw invalidInput(more === 0 ? first.message : `${first.message} (and ${more} more)`, {
    ...(first.field !== undefined && { field: first.field }),
    ...(more > 0 && { details: problems.slice(0, NAMED_PROBLEMS) }),
  });
}
