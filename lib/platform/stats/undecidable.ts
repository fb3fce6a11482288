/**
 * What a test answers when its input allows no answer: an arm is empty or too small, nothing varies, or a number is not finite.
 * Nothing is significant then, and nobody wins.
 */
export type Undecidable = { decidable: false; significant: false };

export const UNDECIDABLE: Undecidable = { decidable: false, significant: false };

/** The answer of a test that could be made; `significant` at the level asked for. */
export type Decidable<Answer> = { decidable: true; significant: boolean } & Answer;

/** Chance of finding a difference where there is none, unless told otherwise. */
export const DEFAULT_ALPHA = 0.05;

/** Every number of an answer that would be sent is finite; otherwise the input was beyond what can be reckoned with. */
export function decided<Answer extends Record<string, unknown>>(
  answer: Answer,
  significant: boolean,
): Decidable<Answer> | Undecidable {
  return isFiniteThroughout(answer) ? { decidable: true, significant, ...answer } : UNDECIDABLE;
}

/** No number in it, however deep, is NaN or infinite. */
export function isFiniteThroughout(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isFiniteThroughout);
  return true;
}
