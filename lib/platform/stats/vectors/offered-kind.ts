import type { Comparison, Tolerance } from "./compare";

/** How one kind of reference vectors is answered, in the words of the vectors. */
export type OfferedKind = {
  answer(input: unknown): unknown;
  /** For kinds that are scored; others are compared value for value. */
  judge?(answer: unknown, expected: unknown, tolerance: Tolerance): Comparison;
};

/** The input of a kind is what its description says; a file that says otherwise fails its comparison. */
export function offer<Input>(answer: (input: Input) => unknown): OfferedKind {
  return { answer: (input) => answer(input as Input) };
}

/** The same for a kind with a score of its own: `judge` says why the answer falls short, or null. */
export function offerScored<Input, Answer, Expected>(
  answer: (input: Input) => Answer,
  judge: (answer: Answer, expected: Expected, tolerance: Tolerance) => string | null,
): OfferedKind {
  return {
    answer: (input) => answer(input as Input),
    judge(got, expected, tolerance) {
      const failure = judge(got as Answer, expected as Expected, tolerance);
      return { graded: 1, failures: failure === null ? [] : [failure], skipped: [] };
    },
  };
}
