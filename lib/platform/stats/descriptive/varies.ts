/** Below this share of the means an error is rounding: equal values whose mean is no double (as R's t.test has it). */
const ROUNDING = 10 * Number.EPSILON;

/** Whether a standard error comes from values that differ, and not from how they are rounded. */
export function varies(standardError: number, ...means: readonly number[]): boolean {
  return standardError > ROUNDING * Math.max(...means.map(Math.abs)) && standardError < Infinity;
}
