/** The words of this domain without the validator, for pages that only offer or name them. */

import type { TestMessage } from "./check-schemas";

/** An answer of at least this quality, 0–100, counts as right where only right or wrong is asked. */
export const PASS_QUALITY = 70;

export const RESULT_STATUSES = ["answered", "failed", "skipped"] as const;

/** Quality first: a quick and cheap wrong answer is of no use. */
export const DEFAULT_WEIGHTS = { quality: 70, speed: 15, cost: 15 };

/** What a message says, for people and scorers; pictures are only named. */
export const spokenText = ({ content }: TestMessage): string =>
  typeof content === "string"
    ? content
    : content.map((part) => (part.type === "text" ? part.text : "(a picture)")).join("\n");

/** What is asked: the last message of the user; "" without one. */
export function questionOf({ messages }: { messages: readonly TestMessage[] }): string {
  const last = messages.findLast(({ role }) => role === "user");
  return last ? spokenText(last) : "";
}
