import { compare, type Comparison, type Tolerance } from "./compare";
import { OFFERED_KINDS } from "./offered-kinds";

/** One published case: what goes in and what an established library gives. */
export type VectorCase = { id: string; input: unknown; expected: unknown; tolerance?: Tolerance };
export type VectorSet = { kind: string; tolerance?: Tolerance; cases: VectorCase[] };

/** Answers a case and compares; null when its kind, or every key of it, is not offered. A case's tolerance wins over its set's. */
export function runVectorCase(set: VectorSet, { input, expected, tolerance }: VectorCase): Comparison | null {
  const offered = OFFERED_KINDS[set.kind];
  if (!offered) return null;
  const allowed = { ...set.tolerance, ...tolerance };
  try {
    const answer = offered.answer(input);
    const result = offered.judge?.(answer, expected, allowed) ?? compare(answer, expected, allowed);
    return result.graded === 0 ? null : result;
  } catch (error) {
    return { graded: 1, failures: [`threw ${String(error)}`], skipped: [] };
  }
}
