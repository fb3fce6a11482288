import { invalidInput } from "@/lib/platform/errors";
import { parseInput } from "@/lib/platform/http/parse-input";
import { isAppError } from "@/lib/platform/errors";
import { FeedbackInput } from "./schemas";
import { MAX_GIVEN } from "./words";

/** Entries of one request, and how the caller finds each: `feedback[3]`, or nothing when it sent a single one. */
export type GivenRows = { rows: FeedbackInput[]; nameOf: (index: number) => string };

/** One feedback, or `{ feedback: [...] }` with 1 to 500. Throws `invalid_input` naming the entry and the field. */
export function readGiven(body: Record<string, unknown>): GivenRows {
  if (!("feedback" in body)) return { rows: [parseInput(FeedbackInput, body)], nameOf: () => "" };
  const { feedback, ...others } = body;
  const stranger = Object.keys(others)[0];
  if (stranger !== undefined) {
    throw invalidInput(`Unknown field \`${stranger}\` beside \`feedback\`: it belongs into each entry`, {
      field: stranger,
    });
  }
  if (!Array.isArray(feedback) || feedback.length === 0 || feedback.length > MAX_GIVEN) {
    throw invalidInput(`\`feedback\` must be a list of 1 to ${MAX_GIVEN}`, { field: "feedback" });
  }
  const nameOf = (index: number) => `feedback[${index}]`;
  return { rows: feedback.map((raw, index) => readEntry(raw, nameOf(index))), nameOf };
}

function readEntry(raw: unknown, name: string): FeedbackInput {
  try {
    return parseInput(FeedbackInput, raw);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw invalidInput(`${name}: ${error.message}`, { field: [name, error.field].filter(Boolean).join(".") });
  }
}
